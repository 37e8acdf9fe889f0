"""Client objects: secrets in output, logging, hooks, signatures, completion, threads."""

from __future__ import annotations

import inspect
import logging
import pickle
import pydoc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generated.stripe_client import (
    ApiConnectionError,
    ApiStatusError,
    AsyncClient,
    Client,
    Request,
    Response,
)
from generated.stripe_client.operations import (
    get_customers_customer_cards,
    post_customers,
    post_customers_async,
)
from tests.cases.serving import Server
from tests.real.stripe_responses import CUSTOMER, KEY

THREADS = 20
CALLS = 5
PLAIN = pydoc.TextDoc()
EMPTY_LIST = {"object": "list", "url": "", "has_more": False, "data": []}
PERSONAL = "ada@example.com"


def test_key_and_personal_data_not_in_logs_errors_or_repr(
    client: Client, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer({"error": {"message": "busy"}}, 503)
    server.answer(CUSTOMER)
    response = client.raw(post_customers, email=PERSONAL)
    assert response.attempts == 2
    server.answer({"error": {"message": "no"}}, 401)
    with pytest.raises(ApiStatusError) as caught:
        client.customers.create(email=PERSONAL)

    error = caught.value
    shown = (
        *(caplog.text, repr(client), str(client), repr(client.customers)),
        *(repr(response), repr(response.request)),
        *(str(error), repr(error), repr(error.request), repr(vars(error))),
    )
    assert "/v1/customers" in caplog.text
    for output in shown:
        assert KEY not in output
        assert PERSONAL not in output.replace(repr(response.value), "")
    # Unlike a `repr`, the pickled form has all strings.
    for pickled in (pickle.dumps(error), pickle.dumps(response.request)):
        assert KEY.encode() not in pickled
        assert PERSONAL.encode() not in pickled
    assert server.last.headers["authorization"] == f"Bearer {KEY}"


def test_key_not_in_connection_error(pauses: list[float]) -> None:
    # Nothing listens on this port.
    with Client(KEY, base_url="http://127.0.0.1:9") as client:
        client._pause = pauses.append
        with pytest.raises(ApiConnectionError, match="3 attempts") as caught:
            client.customers.create(email=PERSONAL)
    error: BaseException | None = caught.value
    assert KEY.encode() not in pickle.dumps(error)
    while error is not None:
        assert KEY not in repr(error) + str(error) + repr(vars(error))
        error = error.__cause__ or error.__context__


def test_log_has_each_attempt(
    client: Client, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "generated.stripe_client")
    server.answer({}, 503)
    server.answer(CUSTOMER, headers={"Request-Id": "req_2"})
    client.customers.retrieve("cus_1")
    names = {record.name for record in caplog.records}
    assert "generated.stripe_client" in names
    assert "(attempt 1)" in caplog.text
    assert "after status 503" in caplog.text
    assert "(attempt 2, request req_2)" in caplog.text


def test_hooks_receive_every_request_and_response(
    server: Server, pauses: list[float]
) -> None:
    requests: list[Request] = []
    responses: list[tuple[Request, int]] = []

    def record_response(request: Request, response: Response, seconds: float) -> None:
        assert seconds >= 0
        responses.append((request, response.status))

    server.answer({}, 500)
    server.answer(CUSTOMER)
    with Client(
        KEY,
        base_url=server.url,
        on_request=requests.append,
        on_response=record_response,
    ) as client:
        client._pause = pauses.append
        client.customers.create(name="Ada")
    assert [status for _, status in responses] == [500, 200]
    assert [request.method for request in requests] == ["POST", "POST"]
    assert [request for request, _ in responses] == requests
    assert not any(KEY.encode() in pickle.dumps(request) for request in requests)


def test_method_has_signature_and_docstring_of_function(
    client: Client,
) -> None:
    create = client.customers.create
    *_, options = function = inspect.signature(post_customers).parameters.values()
    assert [*inspect.signature(create).parameters.values()] == [*function][1:]
    assert options.name == "options"
    assert inspect.getdoc(create) == inspect.getdoc(post_customers)
    shown = pydoc.render_doc(create, renderer=PLAIN)
    assert "post_customers" in shown
    assert "tax_id_data:" in shown
    twin = pydoc.render_doc(post_customers_async, renderer=PLAIN)
    assert "post_customers_async" in twin
    assert "tax_id_data:" in twin


@pytest.mark.parametrize("client_class", [Client, AsyncClient])
def test_dir_lists_resources_and_methods(client_class: type[Client]) -> None:
    client = client_class(KEY)
    assert {"customers", "invoices", "issuing", "v2", "raw", "save"} <= {*dir(client)}
    assert {"create", "list", "retrieve", "search", "sources"} <= {
        *dir(client.customers)
    }
    assert client.customers is client.customers
    assert client.customers.sources is client.customers.sources


@pytest.mark.parametrize(
    "call",
    [
        get_customers_customer_cards,
        lambda client, customer: client.customers.cards.list(customer),
    ],
)
def test_deprecation_warning_points_to_caller(
    call: Callable[[Client, str], object], client: Client, server: Server
) -> None:
    server.answer(EMPTY_LIST)
    with pytest.warns(DeprecationWarning, match="is deprecated$") as caught:
        call(client, "cus_1")
    (warning,) = caught
    assert warning.filename == __file__
    line = Path(__file__).read_text("utf-8").splitlines()[warning.lineno - 1]
    assert "call(client, " in line or "cards.list(customer)" in line


def test_client_shared_between_threads(client: Client, server: Server) -> None:
    server.answer(CUSTOMER)

    def call(number: int) -> list[str | None]:
        return [
            client.customers.create(name=f"{number}.{index}").name
            for index in range(CALLS)
        ]

    with ThreadPoolExecutor(THREADS) as pool:
        names = [*pool.map(call, range(THREADS))]
    assert names == [["Ada"] * CALLS] * THREADS
    assert {request.form[0][1] for request in server.requests} == {
        f"{number}.{index}" for number in range(THREADS) for index in range(CALLS)
    }
    keys = {request.headers["idempotency-key"] for request in server.requests}
    assert len(keys) == len(server.requests) == THREADS * CALLS
