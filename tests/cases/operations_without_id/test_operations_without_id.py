"""Operations without an operationId are named by method and path."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("name", "arguments", "sent"),
    [
        ("get", [], "GET /"),
        ("get_users", [], "GET /users"),
        ("get_v1_reports_json", [], "GET /v1/reports.json"),
        (
            "delete_users_user_id_posts_post_id",
            ["u/1", "p.2"],
            "DELETE /users/u%2F1/posts/p.2",
        ),
    ],
)
def test_name_from_method_and_path(
    name: str,
    arguments: list[str],
    sent: str,
    client: Any,
    operations: Any,
    server: Server,
) -> None:
    getattr(operations, name)(client, *arguments)
    assert f"{server.last.method} {server.last.path}" == sent


def test_input_and_response_names(
    client: Any, operations: Any, inputs: Any, models: Any, server: Server
) -> None:
    server.answer({"name": "Ada"})
    address = inputs.PostUsersAddress(city="Köln")
    answer = operations.post_users(client, address=address)
    assert answer == models.PostUsersResponse(name="Ada")
    assert server.last.json == {"address": {"city": "Köln"}}
