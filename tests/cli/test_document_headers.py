"""`--header` and `--header-env`: a document behind a token, which no other server receives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from generator.cli import run
from generator.config import read_configuration
from generator.output.cache_folder import VARIABLE as CACHE
from tests.load.behaving import answering, serving

SECRET = "s3cret-token"
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Private", "version": "1"},
    "paths": {
        "/x": {
            "get": {"operationId": "getX", "responses": {"204": {"description": "ok"}}}
        }
    },
}


class Private:
    """A server that gives its files only to requests with the token."""

    def __init__(self) -> None:
        self.files: dict[str, object] = {"/api.json": DOCUMENT}
        self.redirects: dict[str, str] = {}
        self.received: list[tuple[str, str | None]] = []

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        token = handler.headers.get("Authorization")
        self.received.append((handler.path, token))
        if handler.path in self.redirects:
            answering(b"", 302, Location=self.redirects[handler.path])(handler)
        elif token != f"Bearer {SECRET}":
            answering(b"", 401)(handler)
        else:
            answering(json.dumps(self.files[handler.path]).encode())(handler)


@pytest.fixture
def private() -> Private:
    return Private()


@pytest.fixture
def url(
    private: Private, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of the server; the current folder is empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setenv("DOCS_TOKEN", f"Bearer {SECRET}")
    with serving(private) as address:
        yield address


LITERAL = ("--header", f"Authorization: Bearer {SECRET}")
FROM_ENVIRONMENT = ("--header-env", "Authorization=DOCS_TOKEN")


@pytest.mark.parametrize("option", [LITERAL, FROM_ENVIRONMENT])
def test_build_check_operations_and_diff(
    url: str, private: Private, option: tuple[str, str]
) -> None:
    document = f"{url}/api.json"
    assert run(["build", document, "-q", "-o", "client", *option]) == 0
    assert run(["check", "client", "--spec", document, *option]) == 0
    assert run(["operations", document, *option]) == 0
    assert run(["diff", "client", document, *option]) == 0
    assert run(["diff", document, "client", *option]) == 0
    assert private.received == [("/api.json", f"Bearer {SECRET}")] * 5


@pytest.mark.parametrize("option", [LITERAL, FROM_ENVIRONMENT])
def test_value_is_neither_stored_nor_printed(
    url: str,
    tmp_path: Path,
    option: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["build", f"{url}/api.json", "-o", "client", *option]) == 0
    assert run(["build", f"{url}/api.json", "-o", "client", *option]) == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"codegen.json", "client.py"} <= {path.name for path in files}
    assert any("cache" in path.parts for path in files)
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    output = capsys.readouterr()
    assert SECRET not in output.out + output.err


def test_several_headers(url: str, private: Private) -> None:
    seen: list[dict[str, str]] = []

    def remember(handler: BaseHTTPRequestHandler) -> None:
        seen.append(dict(handler.headers.items()))
        answering(json.dumps(DOCUMENT).encode())(handler)

    with serving(remember) as address:
        more = ("--header", "X-One: 1", "--header", "accept:text/plain")
        assert run(["operations", f"{address}/api", *more, *FROM_ENVIRONMENT]) == 0
    [headers] = seen
    assert headers["X-One"] == "1"
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert {headers.get("Accept"), headers.get("accept")} <= {"text/plain", None}


def test_redirect_within_the_origin_keeps_headers(url: str, private: Private) -> None:
    private.redirects = {"/old": "/api.json"}
    assert run(["operations", f"{url}/old", *LITERAL]) == 0
    assert [token for _, token in private.received] == [f"Bearer {SECRET}"] * 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_redirect_to_another_origin_drops_headers(
    url: str, private: Private, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = Private()
    with serving(elsewhere) as other:
        target = other.replace("127.0.0.1", host)
        private.redirects = {"/old": f"{target}/api.json"}
        assert run(["operations", f"{url}/old", *LITERAL]) == 1
    assert elsewhere.received == [("/api.json", None)]
    error = capsys.readouterr().err
    assert "another origin, where Authorization is not sent" in error
    assert SECRET not in error


def test_references_of_the_same_origin_get_headers(url: str, private: Private) -> None:
    reference = {"$ref": "paths/x.json"}
    private.files = {
        "/api.json": {**DOCUMENT, "paths": {"/x": reference}},
        "/paths/x.json": DOCUMENT["paths"]["/x"],  # type: ignore[index]  # JSON
    }
    assert run(["operations", f"{url}/api.json", *LITERAL]) == 0
    assert ("/paths/x.json", f"Bearer {SECRET}") in private.received


def test_references_to_other_origins_get_none(url: str, private: Private) -> None:
    elsewhere = Private()
    with serving(elsewhere) as other:
        reference = {"$ref": f"{other}/x.json"}
        private.files = {"/api.json": {**DOCUMENT, "paths": {"/x": reference}}}
        allowed = ("--allow-references", other)
        assert run(["operations", f"{url}/api.json", *LITERAL, *allowed]) == 1
    assert elsewhere.received == [("/x.json", None)]


def test_hints_of_refused_requests(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["operations", f"{url}/api.json"]) == 1
    assert "pass a credential with --header-env" in capsys.readouterr().err
    wrong = ("--header", "Authorization: Bearer other-s3cret")
    assert run(["operations", f"{url}/api.json", *wrong]) == 1
    error = capsys.readouterr().err
    assert "check the address, and the value of Authorization" in error
    assert "other-s3cret" not in error


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (SECRET, "a header is written 'NAME: VALUE'"),
        (f"A B: {SECRET}", "'A B' is not the name of a header"),
        (f": {SECRET}", "is not the name of a header"),
        ("Authorization:  ", "the header Authorization has no value"),
        (f"Authorization: a\r\nX: {SECRET}", "has a line break"),
        (f"Authorization: {SECRET}\n", "has a line break"),
        (f"Authorization: {SECRET}é", "other than printable ASCII"),
        (f"Authorization: {SECRET}\0", "other than printable ASCII"),
    ],
)
def test_invalid_header(
    url: str,
    private: Private,
    header: str,
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["build", f"{url}/api.json", "--header", header]) == 2
    error = " ".join(capsys.readouterr().err.split())
    assert reason in error
    assert SECRET not in error
    assert private.received == []


def test_variable_is_missing_or_has_a_line_break(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DOCS_TOKEN")
    assert run(["build", f"{url}/api.json", *FROM_ENVIRONMENT]) == 1
    assert "variable DOCS_TOKEN is not set" in capsys.readouterr().err
    monkeypatch.setenv("DOCS_TOKEN", f"{SECRET}\nX: y")
    assert run(["build", f"{url}/api.json", *FROM_ENVIRONMENT]) == 1
    error = capsys.readouterr().err
    assert "has a line break" in error
    assert SECRET not in error


@pytest.mark.parametrize("argument", ["Authorization", "=TOKEN", "Authorization="])
def test_invalid_header_env(url: str, argument: str) -> None:
    assert run(["build", f"{url}/api.json", "--header-env", argument]) == 2


def test_headers_for_a_file_are_an_error(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "api.json").write_text(json.dumps(DOCUMENT))
    assert run(["build", "api.json", *LITERAL]) == 2
    assert "require a document behind a URL, not api.json" in capsys.readouterr().err
    assert run(["diff", "api.json", "api.json", *LITERAL]) == 2
    assert run(["check", "generated/a", *LITERAL]) == 2


def test_configured_headers(
    url: str, private: Private, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = f"{url}/api.json"
    arguments = ["init", document, "--package", "a", "--pin", *FROM_ENVIRONMENT]
    assert run(arguments) == 0
    [client] = read_configuration(tmp_path / "codegen.toml").clients.values()
    assert client.header_env == {"Authorization": "DOCS_TOKEN"}
    assert SECRET not in (tmp_path / "codegen.toml").read_text()
    assert run(["build", "-q"]) == 0
    assert run(["check"]) == 0
    # The headers belong to the configured document.
    (tmp_path / "copy.json").write_text(json.dumps(DOCUMENT))
    assert run(["build", "copy.json", "--client", "a", "-q"]) == 0


def test_init_stores_no_secret(url: str, tmp_path: Path) -> None:
    assert run(["init", f"{url}/api.json", *LITERAL]) == 2
    assert not (tmp_path / "codegen.toml").exists()


@pytest.mark.parametrize(
    "settings",
    [
        'spec = "api.json"\nheader-env = {A = "B"}',
        'spec = "https://example.com/a"\nheader-env = {A = "Bearer x y"}',
        'spec = "https://example.com/a"\nheader-env = {"A B" = "C"}',
    ],
)
def test_invalid_configuration(url: str, tmp_path: Path, settings: str) -> None:
    (tmp_path / "codegen.toml").write_text(settings)
    assert run(["build"]) == 1
