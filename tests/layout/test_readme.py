"""The generated README: first call, credentials and long lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.render.docstrings import wrap
from tests.compiling import compiled_client

OK = {"200": {"description": "OK"}}


def readme(folder: Path, **members: Any) -> str:
    """Return the README of a client for a document with these members."""
    document = folder / "document.json"
    paths = members.pop("paths", {"/pets": {"get": {"responses": OK}}})
    info = {"title": "Pets", "version": "1"}
    content = {"openapi": "3.1.0", "info": info, "paths": paths, **members}
    document.write_text(json.dumps(content), "utf-8")
    files = compiled_client(document, "pets").files
    return next(file.content.decode() for file in files if file.path == "README.md")


def test_installation(tmp_path: Path) -> None:
    assert "pip install httpx2\n" in readme(tmp_path)


def test_first_call_is_not_deprecated(tmp_path: Path) -> None:
    old = {"operationId": "getOld", "deprecated": True, "responses": OK}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {}}
    new = {"operationId": "getNew", "parameters": [parameter], "responses": OK}
    paths = {"/old": {"get": old}, "/new/{id}": {"get": new}}
    text = readme(tmp_path, paths=paths)
    first, _, index = text.partition("## All operations")
    assert "response = get_new(client, ...)" in first
    assert "get_old" not in first
    assert "- `get_old`, `client.old.retrieve`: Retrieve the old. (deprecated)" in index


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (None, "The API needs no credentials."),
        ({"type": "http", "scheme": "bearer"}, 'Pass `Bearer("...")` from `pets`'),
        ({"type": "http", "scheme": "basic"}, 'Pass `Basic("username", "password")`'),
        ({"type": "http", "scheme": "GenieKey"}, 'Pass `Http("...", "GenieKey")`'),
        (
            {"type": "apiKey", "name": "key", "in": "query"},
            'Pass `ApiKey("...", "key", "query")`',
        ),
    ],
)
def test_credentials(
    tmp_path: Path, scheme: dict[str, str] | None, expected: str
) -> None:
    members: dict[str, Any] = {}
    if scheme is not None:
        members = {
            "components": {"securitySchemes": {"main": scheme}},
            "security": [{"main": []}],
        }
    text = " ".join(readme(tmp_path, **members).split())
    assert f"## Credentials {expected}" in text


def test_credentials_of_several_schemes(tmp_path: Path) -> None:
    schemes = {
        "first": {"type": "http", "scheme": "bearer"},
        "second": {"type": "apiKey", "name": "X-Key", "in": "header"},
    }
    text = readme(
        tmp_path,
        components={"securitySchemes": schemes},
        security=[{"first": [], "second": []}],
    )
    assert "Pass `Credentials(...)` from `pets`" in text
    assert (
        "- `Credentials(second=...)`: an API key, sent in the header `X-Key`." in text
    )


def test_long_lines_are_wrapped() -> None:
    lines = wrap(f"- {'word ' * 40}end", 2).splitlines()
    assert all(len(line) <= 88 for line in lines)
    assert [line[:2] for line in lines] == ["- ", "  ", "  "]


@pytest.mark.parametrize("mark", ["-", "+", "1.", "#", "> quoted", "==="])
def test_wrapping_starts_no_block(mark: str) -> None:
    for length in range(60, 90):
        text = f"- {'x' * length} {mark} y"
        assert not any(
            line.strip().startswith(mark) for line in wrap(text, 2).splitlines()[1:]
        )
