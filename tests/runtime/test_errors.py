"""Error classes: those of the runtime, those of an API, and their attributes."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiStatusError,
    BadRequestError,
    NotFoundError,
    PaymentRequiredError,
    ServerError,
    error_class,
)
from generator.runtime.operations.error_kinds import combined
from generator.runtime.operations.error_messages import find_string
from tests.runtime.little_client.client import CarefulClient
from tests.runtime.little_client.errors import CardError, InvalidRequestError
from tests.runtime.little_client.operations.customers import (
    get_customer,
    post_customers,
)
from tests.runtime.recording import Recorder, make_response, plain_text


@pytest.fixture
def careful(recorder: Recorder) -> CarefulClient:
    return CarefulClient("s3cret", transport=recorder, max_retries=0)


def refusal(kind: str, code: str | None = None) -> dict[str, Any]:
    return {"error": {"type": kind, "code": code, "message": "No."}}


def test_error_combines_classes_of_body_and_status(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.responses = [make_response(refusal("invalid_request_error"), 404)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(careful, "x")
    error = caught.value
    assert isinstance(error, InvalidRequestError)
    assert isinstance(error, NotFoundError)
    assert type(error).__name__ == "InvalidRequestError"
    assert type(error).__doc__ == InvalidRequestError.__doc__
    assert (error.type, error.code) == ("invalid_request_error", None)


def test_combined_class_is_cached() -> None:
    assert combined(CardError, NotFoundError) is combined(CardError, NotFoundError)
    assert combined(CardError, ApiStatusError) is CardError
    assert combined(ApiStatusError, NotFoundError) is NotFoundError


def test_error_combines_classes_of_code_type_and_status(
    careful: CarefulClient, recorder: Recorder
) -> None:
    body = refusal("invalid_request_error", "card_declined")
    recorder.responses = [make_response(body, 402)]
    with pytest.raises(CardError) as caught:
        post_customers(careful)
    error = caught.value
    assert isinstance(error, InvalidRequestError)
    assert isinstance(error, PaymentRequiredError)
    assert (error.code, type(error).__name__) == ("card_declined", "CardError")
    assert type(pickle.loads(pickle.dumps(error))) is type(error)


def test_combined_class_omits_base_classes() -> None:
    class DeclinedError(CardError):
        """The bank says no."""

    assert combined(DeclinedError, CardError) is DeclinedError
    assert combined(CardError, DeclinedError) is DeclinedError
    both = combined(CardError, DeclinedError, NotFoundError)
    assert both.__mro__[1:3] == (DeclinedError, CardError)
    assert both.__name__ == "DeclinedError"
    assert combined(CardError, CardError) is CardError


def test_unknown_code_selects_class_by_status(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.responses = [make_response(refusal("brand_new_error", "brand_new"), 400)]
    with pytest.raises(BadRequestError) as caught:
        get_customer(careful, "x")
    assert type(caught.value) is BadRequestError
    assert caught.value.type == "brand_new_error"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"error": {"code": "a"}}, "a"),
        ({"code": "a"}, "a"),
        ({"code": 50035}, "50035"),
        ({"error": {"code": "a"}, "code": "b"}, "a"),
        ({"error": {"code": None}, "code": "b"}, "b"),
        ({"error": "x", "code": "b"}, "b"),
        ({"code": True}, None),
        ({"code": ["a"]}, None),
        ({}, None),
        ([{"code": "a"}], None),
        ("code", None),
        (None, None),
    ],
)
def test_error_code_locations(body: Any, code: str | None) -> None:
    assert find_string(body, "code") == code


@pytest.mark.parametrize("status", [302, 404, 418, 500, 599, 777])
def test_class_of_every_status(status: int) -> None:
    by_status = error_class(status)
    assert issubclass(by_status, ApiStatusError)
    kinds = CarefulClient.api.errors
    assert kinds is not None
    assert issubclass(kinds.combine(None, "card_error", by_status), CardError)
    assert kinds.combine("brand_new", None, by_status) is by_status


def test_combined_error_can_be_pickled(
    careful: CarefulClient, recorder: Recorder
) -> None:
    body = refusal("card_error", "expired")
    recorder.responses = [make_response(body, 404, Careful_Request="r_1")]
    with pytest.raises(CardError) as caught:
        post_customers(careful, name="private")
    error = caught.value
    pickled = pickle.dumps(error)
    same = pickle.loads(pickled)
    assert type(same) is type(error)
    assert str(same) == str(error)
    assert (same.code, same.type, same.attempts) == ("expired", "card_error", 1)
    assert (same.request_id, same.status, same.body) == ("r_1", 404, error.body)
    for shown in (pickled, repr(vars(error)).encode(), str(error).encode()):
        assert b"s3cret" not in shown
        assert b"private" not in shown


def test_connection_error_has_request_and_can_be_pickled(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.responses = [ApiConnectionError("broken")]
    with pytest.raises(ApiConnectionError) as caught:
        get_customer(careful, "x", limit=2)
    same = pickle.loads(pickle.dumps(caught.value))
    assert same.request.method == "GET"
    assert same.request.url == "https://careful.example/v1/customers/x?limit=2"
    assert "s3cret" not in plain_text(same.request)


def test_request_id_headers(careful: CarefulClient, recorder: Recorder) -> None:
    both = {"Careful_Request": "r_1", "Request_Id": "r_2"}
    recorder.responses = [
        make_response({}, 500, **both),
        make_response({}, 500, Request_Id="r_2"),
    ]
    with pytest.raises(ServerError, match=r", request r_1\)") as caught:
        get_customer(careful, "x")
    assert caught.value.request_id == "r_1"
    with pytest.raises(ServerError, match=r", request r_2\)"):
        get_customer(careful, "x")


def test_status_error_requires_only_message_and_response() -> None:
    error = NotFoundError("gone", response=make_response({}, 404, X_Request_Id="r_3"))
    assert str(error) == "404 gone (request r_3)"
    assert (error.code, error.type, error.body, error.request) == (None,) * 4
