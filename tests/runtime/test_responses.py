"""Decode responses, and raise errors for status codes."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from generator.runtime.http import errors
from generator.runtime.http.errors import (
    ApiError,
    ApiResponseError,
    ApiStatusError,
    NotFoundError,
)
from generator.runtime.operations.endpoint import Content, Endpoint
from generator.runtime.operations.error_messages import find_message
from tests.runtime.little_client.client import Client
from tests.runtime.little_client.models import Customer, Failure
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_open,
    post_customers,
    post_file,
    post_items,
    post_value,
)
from tests.runtime.recording import Recorder, make_response, plain_text

JSON_LATIN_1 = "application/json; charset=ISO-8859-1"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (402, "PaymentRequiredError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (408, "RequestTimeoutError"),
        (409, "ConflictError"),
        (410, "GoneError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (503, "ServerError"),
        (302, "ApiStatusError"),
        (418, "ApiStatusError"),
    ],
)
def test_error_class_of_status(
    client: Client, recorder: Recorder, status: int, name: str
) -> None:
    recorder.responses = [make_response({"error": {"message": "No."}}, status)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(client, "x")
    assert type(caught.value) is getattr(errors, name)
    assert caught.value.status == status


def test_error_message(client: Client, recorder: Recorder) -> None:
    refusal = {"error": {"type": "invalid", "message": "No such\ncustomer: 'x'"}}
    recorder.responses = [make_response(refusal, 404, Request_Id="req_1")]
    with pytest.raises(NotFoundError) as caught:
        get_customer(client, "x", limit=5)
    error = caught.value
    assert str(error) == (
        "404 No such customer: 'x' "
        "(GET https://api.little.example/v1/customers/x, request req_1)"
    )
    assert error.message == "No such customer: 'x'"
    assert error.request_id == "req_1"
    assert error.headers["REQUEST-ID"] == "req_1"
    assert "No such" in error.text


def test_error_body_is_decoded(client: Client, recorder: Recorder) -> None:
    recorder.responses = [
        make_response({"code": 7}, 400),
        make_response({"code": 7}, 500),
    ]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(client, "x")
    assert caught.value.body == Failure(code=7)
    with pytest.raises(ApiStatusError) as caught:
        get_customer(client, "x")
    # Not declared.
    assert caught.value.body == '{"code": 7}'


@pytest.mark.parametrize(
    ("content", "kind", "body"),
    [
        (b"", "", None),
        (b"<html>Bad gateway</html>", "text/html", "<html>Bad gateway</html>"),
        (b"upstream died", "text/plain", "upstream died"),
        (b"{broken", "application/json", "{broken"),
        (b"\xff\xfe\x00", "image/png", "\ufffd\ufffd\x00"),
        (b"[" * 100_000, "application/json", "[" * 100_000),
    ],
)
def test_error_with_unexpected_content(
    client: Client, recorder: Recorder, content: bytes, kind: str, body: Any
) -> None:
    recorder.responses = [make_response(content, 502, Content_Type=kind)]
    with pytest.raises(errors.ServerError) as caught:
        post_customers(client, name="x")
    assert caught.value.body == body
    assert len(str(caught.value)) < 700


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"error": {"message": "a"}}, "a"),
        ({"error": "a"}, "a"),
        ({"error": "x", "error_description": "a"}, "a"),
        ({"message": "a"}, "a"),
        ({"title": "t", "detail": "a"}, "t: a"),
        ({"title": "No credit.", "detail": "a"}, "No credit: a"),
        ({"title": "a", "detail": "a is b"}, "a is b"),
        ({"title": "a", "status": 400}, "a"),
        ({"title": "t", "errors": {"name": ["x"]}}, "t: name: x"),
        ({"title": "t", "errors": [{"message": "a"}]}, "t: a"),
        ({"message": "a", "title": "t", "detail": "b"}, "a"),
        ({"errors": [{"detail": "a"}]}, "a"),
        ({"errors": [{"message": "a"}, {"message": "b"}]}, "a; b"),
        ({"errors": ["a", "b", 5]}, "a; b"),
        ({"errors": {"name": ["x", "y"], "age": ["z"]}}, "name: x; name: y; age: z"),
        ({"errors": {"name": {"x": 1}}}, None),
        ({"detail": [{"loc": ["body", 0, "n"], "msg": "a"}]}, "body.0.n: a"),
        ({"detail": [{"loc": [], "msg": "a"}, {"msg": "b"}]}, "a; b"),
        ({"detail": {"message": "a"}}, "a"),
        ({"errors": [{"message": str(n)} for n in range(9)]}, "0; 1; 2; 3; 4"),
        ({"message": {"text": "x"}, "detail": "a"}, "a"),
        ("a", "a"),
        ("<p>a</p>", None),
        ({"message": "  "}, None),
        ([], None),
        (None, None),
        (5, None),
    ],
)
def test_find_message_locations(body: Any, message: str | None) -> None:
    assert find_message(body) == message


@pytest.mark.parametrize(
    ("status", "content", "kind", "message"),
    [
        (404, b"", "", "404 Not Found"),
        (404, b"<!DOCTYPE html><h1>Lost</h1>", "text/html", "404 Not Found"),
        (503, b"{}", "application/json", "503 Service Unavailable"),
        (599, b"{}", "application/json", "599 Unknown Status"),
        (400, b'{"detail": "Bad"}', "application/problem+json", "400 Bad"),
        (400, '{"detail": "é"}'.encode("latin-1"), JSON_LATIN_1, "400 é"),
    ],
)
def test_error_message_or_reason_phrase(
    client: Client,
    recorder: Recorder,
    status: int,
    content: bytes,
    kind: str,
    message: str,
) -> None:
    recorder.responses = [make_response(content, status, Content_Type=kind)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(client, "x")
    assert str(caught.value).partition(" (")[0] == message


def test_errors_have_no_secrets(recorder: Recorder) -> None:
    client = Client("s3cret", transport=recorder)
    recorder.responses = [make_response({}, 401)]
    with pytest.raises(ApiStatusError) as caught:
        post_customers(client, name="private")
    request = caught.value.request
    assert request is not None
    assert request.content is None
    assert "s3cret" not in plain_text(request) + str(caught.value)


def test_errors_are_picklable(client: Client, recorder: Recorder) -> None:
    recorder.responses = [
        make_response({"code": 7, "message": "No."}, 404),
        make_response(b"<p>"),
    ]
    for _ in range(2):
        with pytest.raises(ApiError) as caught:
            get_customer(client, "x")
        same = pickle.loads(pickle.dumps(caught.value))
        assert type(same) is type(caught.value)
        assert str(same) == str(caught.value)
        assert same.request == caught.value.request
        assert isinstance(same, ApiStatusError | ApiResponseError)
        assert isinstance(caught.value, ApiStatusError | ApiResponseError)
        assert same.response.headers == caught.value.response.headers


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<html>Log in</html>", "is not JSON"),
        (b"", "is empty"),
        (b'{"id": ', "is not JSON"),
        (b"\xff\xff\xff", "is not JSON"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"parent":' * 600 + b"{}" + b"}" * 600, "is nested too deeply"),
    ],
)
def test_response_that_is_not_json(
    client: Client, recorder: Recorder, content: bytes, problem: str
) -> None:
    recorder.responses = [make_response(content, 200, Content_Type="text/html")]
    with pytest.raises(ApiResponseError, match=problem) as caught:
        get_customer(client, "x")
    assert "status 200, text/html" in str(caught.value)


def test_json_response_with_other_content_type(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [
        make_response(b'\xef\xbb\xbf{"id": "x"}', 200, Content_Type="text/plain")
    ]
    assert get_customer(client, "x").id == "x"


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", "iso-8859-1"),
        ("latin-1", "iso-8859-1"),
        ("latin-1", '"ISO-8859-1"'),
        ("cp1252", "windows-1252"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-16le"),
        ("utf-16-be", "utf-16be"),
        ("utf-8", "nonsense"),
        ("utf-8", "utf-7"),
        ("utf-8", "base64"),
        ("utf-8", "ascii"),
    ],
)
def test_json_in_declared_charset(
    client: Client, recorder: Recorder, encoding: str, charset: str
) -> None:
    content = '{"id": "é"}'.encode(encoding)
    content_type = f"application/json; charset={charset}"
    recorder.responses = [make_response(content, Content_Type=content_type)]
    assert get_customer(client, "x").id == "é"


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"1,2", "text/csv; charset=utf-8", "1,2"),
        (b"%PDF-", "Application/PDF", b"%PDF-"),
        (b"<pet/>", "application/xml", "<pet/>"),
        (b'{"id": "x"}', "text/plain", Customer.from_dict({"id": "x"})),
        (b"not JSON", "text/plain", "not JSON"),
        (b'{"id": "x"}', "application/json", Customer.from_dict({"id": "x"})),
        (b'{"id": "x"}', "text/html", Customer.from_dict({"id": "x"})),
    ],
)
def test_other_declared_media_type(
    client: Client, recorder: Recorder, content: bytes, kind: str, expected: Any
) -> None:
    others = ("text/csv", "application/pdf", "application/xml", "text/plain")
    declared = Content("application/json", "Customer", others)
    endpoint: Endpoint[Any] = Endpoint("G", "GET", "/", responses={"200": declared})
    recorder.responses = [make_response(content, Content_Type=kind)]
    assert client.call(endpoint, {}) == expected
    assert recorder.headers["accept"] == "application/json"


def test_list_response(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response([{"id": "a"}], 201)]
    assert post_items(client) == [Customer.from_dict({"id": "a"})]


def test_no_content_response_is_none(client: Client, recorder: Recorder) -> None:
    recorder.responses = [
        make_response(b"", 204),
        make_response(b"ignored", 204),
        make_response(b"", 204),
    ]
    call: Any = post_value
    assert [call(client, 1), call(client, 1)] == [None, None]
    call = get_customer
    assert call(client, "x") is None


def test_undeclared_success_status(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"id": "x"}, 202)]
    assert type(post_customers(client)) is Customer


def test_bytes_response(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response(b"\x00\xff")]
    assert post_file(client, b"x") == b"\x00\xff"


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b'{"a": 1}', "application/problem+json; charset=utf-8", {"a": 1}),
        (b"hello", "text/plain", "hello"),
        (b"hello", "text/plain; charset=nonsense", "hello"),
        (b"\x00", "image/png", b"\x00"),
        (b"", "", None),
        (b'{"a": 1}', "", {"a": 1}),
    ],
)
def test_undeclared_response_is_decoded_by_media_type(
    client: Client, recorder: Recorder, content: bytes, kind: str, expected: Any
) -> None:
    recorder.responses = [make_response(content, 200, Content_Type=kind)]
    assert get_open(client) == expected


def test_head_response_has_no_content(client: Client, recorder: Recorder) -> None:
    endpoint: Endpoint[Any] = Endpoint("H", "HEAD", "/", responses={"200": "Customer"})
    recorder.responses = [make_response(b"")]
    assert client.call(endpoint, {}) is None


@pytest.mark.parametrize(
    ("declared", "content", "kind", "expected"),
    [
        (Content("*/*", "str"), b'"x"', "application/json", "x"),
        (Content("*/*", "str"), b'{"a": 1}', "application/json", '{"a": 1}'),
        (Content("*/*", "str"), b"\x41", "image/png", "A"),
        (Content("*/*", "str"), b"", "text/plain", ""),
        (Content("*/*", "Any"), b"[1]", "application/json", [1]),
        ("bytes", b'{"a": 1}', "application/json", b'{"a": 1}'),
    ],
)
def test_declared_text_and_binary_responses(
    client: Client,
    recorder: Recorder,
    declared: Content | str,
    content: bytes,
    kind: str,
    expected: Any,
) -> None:
    endpoint: Endpoint[Any] = Endpoint("G", "GET", "/", responses={"200": declared})
    recorder.responses = [make_response(content, 200, Content_Type=kind)]
    assert client.call(endpoint, {}) == expected
