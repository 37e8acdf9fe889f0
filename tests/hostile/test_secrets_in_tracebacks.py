"""No exception of a client shows credentials: in its message, or in a variable of any function.

Every way in which a call can fail is combined with every kind of credentials.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote_plus

import pytest

from tests.hostile.clients import compile_document, import_client, write_client
from tests.hostile.echoing_api import (
    REFRESH,
    SCHEMES,
    SECRET,
    SECRETS,
    document,
    respond,
)
from tests.hostile.failing_calls import (
    ASYNC_CREDENTIALS,
    CREDENTIALS,
    FAILURES,
    TOKEN_FAILURES,
    Kit,
)
from tests.hostile.shown_secrets import frames_of, shown_secrets
from tests.runtime.local_server import serve


def _package(schemes: Mapping[str, Any], folder: Path) -> Iterator[ModuleType]:
    client = compile_document(document(schemes))
    assert client is not None
    root = write_client(client, folder)
    with import_client(root):
        yield import_module(root.name)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A client of an API with all security schemes."""
    yield from _package(SCHEMES, tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="module")
def bearer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A client of an API with one security scheme, for which a string is enough."""
    yield from _package({"b": SCHEMES["bearer"]}, tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The URL of a server that fails in many ways and repeats what it received."""
    with serve(respond) as served:
        yield served


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def check(fail: Callable[[], Any]) -> BaseException:
    """Check that the exception of `fail` shows no secret, and return it."""
    error: Exception | None = None
    try:
        fail()
    except Exception as raised:
        error = raised
    assert error is not None, "nothing was raised"
    shown = shown_secrets(error, SECRETS)
    assert not shown, f"{type(error).__name__}: {error}\n" + "\n".join(shown)
    return error


@pytest.mark.usefixtures("unprivileged")
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("failure", FAILURES)
def test_failed_calls_show_no_secrets(
    package: ModuleType,
    url: str,
    failure: str,
    is_async: bool,
    caplog: pytest.LogCaptureFixture,
    subtests: pytest.Subtests,
) -> None:
    caplog.set_level(logging.DEBUG)
    # The twins share most of the code.
    kinds = ASYNC_CREDENTIALS if is_async else CREDENTIALS
    for name in kinds:
        with subtests.test(credentials=name):
            kit = Kit(package, url, is_async, CREDENTIALS[name](package, url))
            check(partial(FAILURES[failure], kit))
            check_logs(caplog, package)


def check_logs(caplog: pytest.LogCaptureFixture, package: ModuleType) -> None:
    loggers = (package.__name__, "httpx2")
    messages = [
        record.getMessage() for record in caplog.records if record.name in loggers
    ]
    assert not [message for message in messages if SECRET[:12] in message]
    caplog.clear()


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize("failure", TOKEN_FAILURES)
def test_failed_token_requests_show_no_secrets(
    package: ModuleType,
    url: str,
    failure: str,
    is_async: bool,
    caplog: pytest.LogCaptureFixture,
    subtests: pytest.Subtests,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("client credentials", "posted secret", "refresh token"):
        with subtests.test(credentials=name):
            settings = CREDENTIALS[name](package, f"{url}/items/{failure}?key=")
            kit = Kit(package, url, is_async, {**settings, "timeout": 0.2})
            check(partial(kit.call, "get_item", "x"))
            check_logs(caplog, package)


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_hook_for_refresh_tokens_shows_no_secrets(
    package: ModuleType, url: str, is_async: bool
) -> None:
    received: list[str] = []

    def store(token: str) -> None:
        received.append(token)
        raise RuntimeError("the disk is full")

    credentials = package.RefreshToken(
        SECRET, "me", SECRET, token_url=f"{url}/token", on_new=store
    )
    kit = Kit(package, url, is_async, {"credentials": credentials})
    check(lambda: kit.call("get_item", "x"))
    assert [type(token) for token in received] == [str]
    assert received == [REFRESH]


REFUSED = f"{SECRET}\n"
REFUSALS: Mapping[str, Callable[[ModuleType], Any]] = {
    "client": lambda module: module.Client(REFUSED),
    "client, bytes": lambda module: module.Client(SECRET.encode()),
    "client, pair": lambda module: module.Client(("user", SECRET)),
    "client, mapping": lambda module: module.Client({"key": SECRET}),
    "client, by name": lambda module: module.Client(api_key=SECRET),
    "client, header": lambda module: module.Client(SECRET, headers={"X": REFUSED}),
    "client, headers": lambda module: module.Client(headers=[("X", SECRET)]),
    "client, query": lambda module: module.Client(query=SECRET),
    "client, query value": lambda module: module.Client(
        query={SECRET[:3]: [SECRET, {1}]}
    ),
    "client, other setting": lambda module: module.Client(SECRET, timeout="x"),
    "client, URL": lambda module: module.Client(
        base_url=f"https://me:{quote_plus(SECRET)}@x.example"
    ),
    "client, URL without a scheme": lambda module: module.Client(
        base_url=f"me:{quote_plus(SECRET)}@x.example"
    ),
    "client, URL with a query": lambda module: module.Client(
        base_url=f"https://x.example/?key={quote_plus(SECRET)}"
    ),
    "client, invalid URL": lambda module: module.Client(
        base_url=f"https://me:{quote_plus(SECRET)}@[x.example"
    ),
    "client, proxy": lambda module: module.Client(
        proxy=f"ftp://me:{quote_plus(SECRET)}@x.example"
    ),
    "client, invalid proxy": lambda module: module.Client(
        proxy=f"http://me:{quote_plus(SECRET)}@x.example:port"
    ),
    "bearer": lambda module: module.Bearer(REFUSED),
    "bearer, bytes": lambda module: module.Bearer(SECRET.encode()),
    "key": lambda module: module.ApiKey(REFUSED, "X-Odd"),
    "basic": lambda module: module.Basic(f"{SECRET}:", SECRET),
    "basic, bytes": lambda module: module.Basic("me", SECRET.encode()),
    "basic, surrogates": lambda module: module.Basic("me", f"{SECRET}\ud800"),
    "scheme": lambda module: module.Http(REFUSED, "DPoP"),
    "client credentials": lambda module: module.ClientCredentials("me", REFUSED),
    "client credentials, bytes": lambda module: module.ClientCredentials(
        "me", SECRET.encode()
    ),
    "client credentials, method": lambda module: module.ClientCredentials(
        "me", SECRET, method="x"
    ),
    "client credentials, scopes": lambda module: module.ClientCredentials(
        "me", SECRET, scopes="x"
    ),
    "client credentials, URL": lambda module: module.ClientCredentials(
        "me", SECRET, token_url=f"https://me:{quote_plus(SECRET)}@x.example"
    ),
    "client credentials, parameters": lambda module: module.ClientCredentials(
        "me", SECRET, parameters={"password": f"{SECRET}\ud800"}
    ),
    "refresh token": lambda module: module.RefreshToken(REFUSED, "me", SECRET),
    "refresh token, scopes": lambda module: module.RefreshToken(SECRET, scopes="x"),
    "class": lambda module: module.Client(module.Bearer),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refused_credentials_are_not_shown(package: ModuleType, refusal: str) -> None:
    error = check(lambda: REFUSALS[refusal](package))
    assert isinstance(error, (TypeError, ValueError, AttributeError))


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(
    "options",
    [
        {"credentials": REFUSED},
        {"credentials": SECRET, "timeout": "x"},
        {"api_key": SECRET},
        {"extra_headers": {"X-Odd": REFUSED}},
        {"extra_headers": {"X-Odd": SECRET}, "max_retries": -1},
        {"extra_query": {"key": SECRET}, "timeout": "x"},
    ],
    ids=str,
)
def test_options_of_calls_are_not_shown(
    bearer: ModuleType, url: str, options: dict[str, Any], is_async: bool
) -> None:
    kit = Kit(bearer, url, is_async, {})
    check(lambda: kit.call("get_item", "x", **options))
    get_item = kit.function("get_item")
    check(lambda: kit.run(lambda client: client.raw(get_item, "x", **options)))
    check(lambda: kit.run(lambda client: client.save("f", get_item, "x", **options)))
    check(lambda: kit.run(lambda client: client.stream(get_item, "x", **options)))
    check(lambda: kit.run(lambda client: client.items.get(1, 2, 3, **options)))


def test_refused_environment_variable_is_not_shown(
    bearer: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (variable,) = bearer.Client.api.credentials_env
    monkeypatch.setenv(variable, REFUSED)
    assert variable in str(check(bearer.Client))
    monkeypatch.delenv(variable)
    monkeypatch.setenv(bearer.Client.api.base_url_env, f"https://me:{SECRET}@x.example")
    check(bearer.Client)


def test_functions_of_the_http_library_are_in_no_traceback(
    package: ModuleType, url: str
) -> None:
    for name in ("garbage", "nothing", "slow"):
        kit = Kit(
            package,
            url,
            False,
            {"credentials": package.Bearer(SECRET), "timeout": 0.05},
        )
        error = check(partial(kit.call, "get_item", name))
        files = [frame.f_code.co_filename for frame in frames_of(error)]
        assert not any(
            "httpx" in file or "httpcore" in file
            for file in files
            if "_runtime" not in file
        )


def test_own_exceptions_keep_their_tracebacks(package: ModuleType, url: str) -> None:
    kit = Kit(package, url, False, {"credentials": package.Bearer(SECRET)})
    names = {
        failure: [
            frame.f_code.co_name
            for frame in frames_of(check(partial(FAILURES[failure], kit)))
        ]
        for failure in ("upload that fails", "request hook", "broken transport")
    }
    assert "_pieces" in names["upload that fails"], names
    assert "_fail" in names["request hook"]
    assert "send" in names["broken transport"]
    try:
        raise KeyError("before")
    except KeyError:
        with pytest.raises(Exception, match="onnect") as caught:
            FAILURES["no connection"](kit)
    outer: BaseException | None = caught.value
    while outer is not None and not isinstance(outer, KeyError):
        outer = outer.__context__
    assert outer is not None
    assert outer.__traceback__ is not None
