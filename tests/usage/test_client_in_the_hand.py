"""A client in the hand: what it shows of itself, whom it tells what, and what it keeps secret."""

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
from tests.real.answers import CUSTOMER, KEY

THREADS = 20
CALLS = 5
PLAIN = pydoc.TextDoc()
NO_LIST = {"object": "list", "url": "", "has_more": False, "data": []}
PRIVATE = "ada@example.com"


def test_the_key_is_nowhere_to_be_seen(
    client: Client, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer({"error": {"message": "busy"}}, 503)
    server.answer(CUSTOMER)
    answer = client.raw(post_customers, email=PRIVATE)
    assert answer.attempts == 2
    server.answer({"error": {"message": "no"}}, 401)
    with pytest.raises(ApiStatusError) as caught:
        client.customers.create(email=PRIVATE)

    error = caught.value
    shown = (
        *(caplog.text, repr(client), str(client), repr(client.customers)),
        *(repr(answer), repr(answer.request), repr(answer.request.headers)),
        *(str(error), repr(error), repr(error.request), repr(vars(error))),
    )
    assert "/v1/customers" in caplog.text
    for text in shown:
        assert KEY not in text
        assert PRIVATE not in text.replace(repr(answer.value), "")
    assert KEY.encode() not in pickle.dumps(error)
    assert server.last.headers["authorization"] == f"Bearer {KEY}"


def test_the_key_is_not_in_an_error_of_the_connection(pauses: list[float]) -> None:
    # Nothing listens on this port.
    with Client(KEY, base_url="http://127.0.0.1:9") as client:
        client._pause = pauses.append
        with pytest.raises(ApiConnectionError, match="3 attempts") as caught:
            client.customers.create(email=PRIVATE)
    error: BaseException | None = caught.value
    assert KEY.encode() not in pickle.dumps(error)
    while error is not None:
        assert KEY not in repr(error) + str(error) + repr(vars(error))
        error = error.__cause__ or error.__context__


def test_the_log_tells_each_attempt(
    client: Client, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "generated.stripe_client")
    server.answer({}, 503)
    server.answer(CUSTOMER, headers={"Request-Id": "req_2"})
    client.customers.retrieve("cus_1")
    names = {each.name for each in caplog.records}
    assert "generated.stripe_client" in names
    assert "(attempt 1)" in caplog.text
    assert "after status 503" in caplog.text
    assert "(attempt 2, request req_2)" in caplog.text


def test_hooks_see_each_request_and_each_answer(
    server: Server, pauses: list[float]
) -> None:
    requests: list[Request] = []
    answers: list[tuple[Request, int]] = []

    def answered(request: Request, response: Response, seconds: float) -> None:
        assert seconds >= 0
        answers.append((request, response.status))

    server.answer({}, 500)
    server.answer(CUSTOMER)
    with Client(
        KEY, base_url=server.url, on_request=requests.append, on_response=answered
    ) as client:
        client._pause = pauses.append
        client.customers.create(name="Ada")
    assert [status for _, status in answers] == [500, 200]
    assert [each.method for each in requests] == ["POST", "POST"]
    assert [request for request, _ in answers] == requests
    assert not any(KEY in repr(each) + repr(each.headers) for each in requests)


def test_a_method_has_the_signature_and_the_documentation_of_its_function(
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


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_completion_knows_resources_and_methods(kind: type[Client]) -> None:
    client = kind(KEY)
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
def test_a_deprecated_operation_warns_at_the_line_of_the_caller(
    call: Callable[[Client, str], object], client: Client, server: Server
) -> None:
    server.answer(NO_LIST)
    with pytest.warns(DeprecationWarning, match="is deprecated$") as caught:
        call(client, "cus_1")
    (warning,) = caught
    assert warning.filename == __file__
    line = Path(__file__).read_text("utf-8").splitlines()[warning.lineno - 1]
    assert "call(client, " in line or "cards.list(customer)" in line


def test_threads_share_a_client(client: Client, server: Server) -> None:
    server.answer(CUSTOMER)

    def call(number: int) -> list[str | None]:
        return [
            client.customers.create(name=f"{number}.{index}").name
            for index in range(CALLS)
        ]

    with ThreadPoolExecutor(THREADS) as pool:
        found = [*pool.map(call, range(THREADS))]
    assert found == [["Ada"] * CALLS] * THREADS
    assert {each.form[0][1] for each in server.requests} == {
        f"{number}.{index}" for number in range(THREADS) for index in range(CALLS)
    }
    keys = {each.headers["idempotency-key"] for each in server.requests}
    assert len(keys) == len(server.requests) == THREADS * CALLS
