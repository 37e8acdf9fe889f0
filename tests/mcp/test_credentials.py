"""Credentials come from the environment, a file that only its owner may read, or the keyring."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import keyring
import pytest
from keyring.backend import KeyringBackend

from generator.agent.import_client import import_client
from generator.serving.apis import OpenedApi, create_client, resolve_credentials
from generator.serving.credentials import (
    CredentialsError,
    create_credentials,
    environment_secrets,
    read_credentials_file,
    secret_strings,
    secrets_of,
)
from generator.serving.request import CredentialsSource
from tests.mcp.processes import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "credentials"
    file.touch(0o600)
    return file


@pytest.fixture
def package(echo_client: Path) -> ModuleType:
    return import_client(echo_client)


@pytest.mark.parametrize("text", ["sk_test_42", "sk_test_42\n", "key=123", "a=b=="])
def test_file_with_one_secret(path: Path, text: str) -> None:
    path.write_text(text)
    assert read_credentials_file(path) == text.strip()


def test_file_with_secrets_by_name(path: Path) -> None:
    path.write_text('token = "a"\n[login]\nusername = "ada"\npassword = "b"\n')
    assert read_credentials_file(path) == {
        "token": "a",
        "login": {"username": "ada", "password": "b"},
    }


@pytest.mark.parametrize("text", ["", "\n", "two\nlines", 'token = "a"\nbroken'])
def test_file_of_another_form(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(CredentialsError, match="neither one secret nor TOML"):
        read_credentials_file(path)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o700])
def test_file_that_others_may_use(path: Path, mode: int) -> None:
    path.write_text("secret")
    path.chmod(mode)
    with pytest.raises(CredentialsError, match=f"mode 0{mode:o}.*chmod 600") as error:
        read_credentials_file(path)
    assert "secret" not in str(error.value).replace(str(path), "")


def test_stricter_mode_is_accepted(path: Path) -> None:
    path.write_text("secret")
    path.chmod(0o400)
    assert read_credentials_file(path) == "secret"


def test_file_of_another_user(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("secret")
    monkeypatch.setattr(os, "getuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(CredentialsError, match="belongs to another user"):
        read_credentials_file(path)


def test_folder_pipe_and_missing_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    with pytest.raises(CredentialsError, match="not a regular file"):
        read_credentials_file(pipe)
    with pytest.raises(CredentialsError, match="not a regular file"):
        read_credentials_file(tmp_path)
    with pytest.raises(CredentialsError, match="No such file"):
        read_credentials_file(tmp_path / "missing")


def test_command_refuses_a_file_of_everybody(echo_client: Path, path: Path) -> None:
    path.write_text("secret-4242")
    path.chmod(0o644)
    result = run(str(echo_client), "--credentials-file", str(path))
    assert result.returncode == 2
    assert "chmod 600" in result.stderr
    assert "secret-4242" not in result.stderr
    assert result.stdout == ""


def test_secrets_of_several_apis() -> None:
    tables = {"a": {"token": "x"}, "b": {"username": "ada", "password": "y"}}
    assert secrets_of(tables, "a", others=True) == "x"
    assert secrets_of(tables, "b", others=True) == tables["b"]
    assert secrets_of(tables, "c", others=True) is None
    assert secrets_of("x", "a", others=False) == "x"
    for shared in ("x", {"token": "x"}):
        with pytest.raises(CredentialsError, match=r"a table each.*\[a\]"):
            secrets_of(shared, "a", others=True)


def test_credentials_of_schemes(package: ModuleType) -> None:
    assert create_credentials(package, "x") == "x"
    login = {"username": "ada", "password": "x"}
    assert type(create_credentials(package, login)) is package.Basic
    by_scheme = create_credentials(package, {"token": "x", "login": login})
    assert type(by_scheme) is package.Credentials
    assert set(by_scheme.by_scheme) == {"token", "login"}


def test_unknown_scheme_is_named_without_its_secret(package: ModuleType) -> None:
    api = OpenedApi("echo", "echo", package)
    with pytest.raises(
        CredentialsError, match=r"no security scheme 'tokn' .did you mean 'token'"
    ) as error:
        create_client(api, {"tokn": "secret-4242", "key": "x"}, None, None)
    assert "4242" not in str(error.value)


def test_user_names_are_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {"token": "a", "login": {"username": "ada", "password": "b"}}
    assert list(secret_strings(secrets)) == ["a", "b"]
    # Some servers take a token as the user name.
    assert list(secret_strings({"username": "token", "password": ""})) == ["token", ""]
    monkeypatch.setenv("ECHO_USER", "ada")
    monkeypatch.delenv("ECHO_PASSWORD", raising=False)
    assert list(environment_secrets(("ECHO_USER", "ECHO_PASSWORD"))) == ["ada"]
    monkeypatch.setenv("ECHO_PASSWORD", "b")
    assert list(environment_secrets(("ECHO_USER", "ECHO_PASSWORD"))) == ["b"]


class _Keyring(KeyringBackend):
    """A keyring with one secret."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        return {("codegen", "echo"): "from-keyring"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(_Keyring())  # type: ignore[no-untyped-call]  # of keyring
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("own_keyring")
def test_keyring(package: ModuleType) -> None:
    source = CredentialsSource(keyring=True)
    api = OpenedApi("echo", "echo", package)
    assert resolve_credentials((api,), source) == {"echo": "from-keyring"}
    other = OpenedApi("other", "other", package)
    with pytest.raises(CredentialsError, match="keyring set codegen other"):
        resolve_credentials((other,), source)
