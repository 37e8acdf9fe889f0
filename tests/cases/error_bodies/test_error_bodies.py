"""Errors by status code, with decoded bodies."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.fixture
def errors(client_package: Any) -> Any:
    return import_module(f"{client_package.__name__}.errors")


def test_error_body_is_model(
    client: Any, operations: Any, models: Any, errors: Any, server: Server
) -> None:
    body = {"error": {"code": "broken", "message": "Something broke"}}
    server.answer(body, status=500, headers={"Request-Id": "req_1"})
    with pytest.raises(errors.ServerError) as caught:
        operations.get_item(client, "i1")
    assert isinstance(caught.value.body, models.Error)
    assert caught.value.body.error.code == "broken"
    assert caught.value.message == "Something broke"
    assert caught.value.request_id == "req_1"
    assert caught.value.status == 500
    assert str(caught.value) == (
        f"500 Something broke (GET {server.url}/items/i1, request req_1)"
    )


def test_error_body_by_status_and_range(
    client: Any, operations: Any, models: Any, errors: Any, server: Server
) -> None:
    server.answer([{"field": "id", "message": "is too short"}], status=422)
    with pytest.raises(errors.UnprocessableEntityError, match="is too short") as fields:
        operations.get_item(client, "i")
    assert fields.value.body == [models.FieldError(field="id", message="is too short")]
    problem = {"title": "Gone", "detail": "It was deleted"}
    server.answer(problem, status=404, media_type="application/problem+json")
    with pytest.raises(errors.NotFoundError, match="It was deleted") as gone:
        operations.get_item(client, "i")
    assert gone.value.body == models.Problem(title="Gone", detail="It was deleted")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (418, "ApiStatusError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (503, "ServerError"),
        (302, "ApiStatusError"),
    ],
)
def test_exception_by_status(
    status: int,
    name: str,
    client: Any,
    operations: Any,
    errors: Any,
    client_package: Any,
    server: Server,
) -> None:
    server.answer({}, status=status)
    with pytest.raises(client_package.ApiStatusError) as caught:
        operations.get_item(client, "i")
    assert type(caught.value) is getattr(errors, name)


@pytest.mark.parametrize("content", [b"<html>Bad gateway</html>", b"{", b""])
def test_error_body_that_is_not_json(
    content: bytes, client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer(content, status=502, media_type="application/json")
    with pytest.raises(errors.ServerError) as caught:
        operations.get_item(client, "i")
    assert caught.value.text == content.decode()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"error": "plain words", "more": 1}),
        (500, ["No."]),
        (422, {"message": "No."}),
        (422, ["No."]),
    ],
)
def test_error_body_of_other_type_is_text(
    status: int, body: Any, client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer(body, status=status)
    with pytest.raises(errors.ApiStatusError) as caught:
        operations.get_item(client, "i")
    assert json.loads(caught.value.body) == body
    assert caught.value.body == caught.value.text


def test_error_body_html_is_text(
    client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer(b"<html>Not found</html>", status=404, media_type="text/html")
    with pytest.raises(errors.NotFoundError) as caught:
        operations.get_item(client, "i")
    assert caught.value.body == "<html>Not found</html>"
    assert caught.value.response.content == b"<html>Not found</html>"


@pytest.mark.parametrize("content", [b"{", b"", b"[" * 100_000])
def test_invalid_success_body(
    content: bytes, client: Any, operations: Any, client_package: Any, server: Server
) -> None:
    server.answer(content)
    with pytest.raises(client_package.ApiResponseError):
        operations.get_item(client, "i")


def test_connection_error(client_package: Any, operations: Any) -> None:
    with (
        client_package.Client(base_url="http://127.0.0.1:1", max_retries=0) as client,
        pytest.raises(client_package.ApiConnectionError),
    ):
        operations.get_item(client, "i")
