"""Settings of a client: environment variables, unknown settings, unusable credentials."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

import pytest

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.auth.basic import Basic
from generator.runtime.auth.credentials import Anonymous, Bearer
from generator.runtime.auth.several_schemes import SchemeCredentials, SeveralSchemes
from generator.runtime.client.client import AsyncBaseClient, SyncClient
from generator.runtime.http.errors import ApiCredentialsError
from generator.runtime.operations.api import Api
from generator.runtime.operations.endpoint import Endpoint
from generator.runtime.operations.servers import Server
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.recording import Recorder

GET: Endpoint[Any] = Endpoint("getThing", "GET", "/thing")
URL = "https://api.example"
API = Api(
    "Thing", "1", URL, Bearer, credentials_env=("THING_KEY",), base_url_env="THING_URL"
)
BASIC = Api("Thing", "1", URL, Basic, credentials_env=("THING_USER", "THING_PASS"))
KEY = partial(ApiKey, name="X-Key", location="header")
SCHEMES = SeveralSchemes({"token": Bearer, "key": KEY, "user": Basic}, ("token",))
SEVERAL = Api("Thing", "1", URL, schemes=SCHEMES, credentials_env=("THING_KEY",))


def client_of(api: Api, *arguments: Any, **settings: Any) -> Any:
    return type("Client", (SyncClient,), {"api": api})(*arguments, **settings)


def sent(api: Api, *arguments: Any, **settings: Any) -> dict[str, str]:
    """The headers of a call by a new client, and the URL as `url`."""
    recorder = Recorder()
    client = client_of(api, *arguments, transport=recorder, **settings)
    client.call(GET, {})
    return {**recorder.headers, "url": recorder.last.url}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("THING_KEY", "THING_URL", "THING_USER", "THING_PASS"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_credentials_from_the_environment(environment: pytest.MonkeyPatch) -> None:
    client = client_of(API, transport=(recorder := Recorder()))
    environment.setenv("THING_KEY", "from-environment")
    assert sent(API)["authorization"] == "Bearer from-environment"
    assert sent(API, "given")["authorization"] == "Bearer given"
    assert "authorization" not in sent(API, Anonymous())
    # The environment is read when a client is made.
    with pytest.raises(ApiCredentialsError, match=r"Client\(.….\), or set THING_KEY"):
        client.call(GET, {})
    assert recorder.requests == []


def test_copies_keep_credentials_from_the_environment(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("THING_KEY", "first")
    client = client_of(API, transport=(recorder := Recorder()))
    environment.setenv("THING_KEY", "second")
    client.with_options(timeout=1).call(GET, {})
    assert recorder.headers["authorization"] == "Bearer first"


def test_empty_variables_count_as_not_set(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("THING_KEY", "")
    environment.setenv("THING_URL", "")
    assert sent(API, "given")["url"] == "https://api.example/thing"
    with pytest.raises(ApiCredentialsError):
        sent(API)


@pytest.mark.parametrize("value", ["s3cret\n", " s3cret", "s3cret\x00"[:-1] + "\t"])
def test_error_of_an_invalid_variable_names_it_and_hides_the_value(
    environment: pytest.MonkeyPatch, value: str
) -> None:
    environment.setenv("THING_KEY", value)
    with pytest.raises(ValueError, match=r"THING_KEY.*white space") as caught:
        client_of(API)
    assert "s3cret" not in str(caught.value)


def test_user_name_and_password_from_the_environment(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("THING_PASS", "b")
    with pytest.raises(ApiCredentialsError, match="THING_USER"):
        sent(BASIC)
    environment.setenv("THING_USER", "a")
    assert sent(BASIC)["authorization"] == "Basic YTpi"
    environment.delenv("THING_PASS")
    assert sent(BASIC)["authorization"] == "Basic YTo="


def test_variable_of_several_schemes_is_for_the_first(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("THING_KEY", "k")
    client = client_of(SEVERAL, transport=(recorder := Recorder()))
    client.call(Endpoint("a", "GET", "/a", security=({"token": ()},)), {})
    assert recorder.headers["authorization"] == "Bearer k"
    with pytest.raises(ApiCredentialsError, match="key=…"):
        client.call(Endpoint("b", "GET", "/b", security=({"key": ()},)), {})


def test_base_url_from_the_environment(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("THING_URL", "https://gateway.example/v2/")
    assert sent(API, "k")["url"] == "https://gateway.example/v2/thing"
    given = sent(API, "k", base_url="https://b.example")
    assert given["url"] == "https://b.example/thing"
    server = Server("https://c.example")
    assert sent(API, "k", server=server)["url"] == "https://c.example/thing"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "ftp://a.example",
            "a.example",
            "https://a:s3cret@b.example",
            "https://a?b=c",
        ),
        *("https://a.example:65536", "https://a b", "https://", "https://a.example\n"),
    ],
)
def test_base_url_from_the_environment_is_checked(
    environment: pytest.MonkeyPatch, url: str
) -> None:
    environment.setenv("THING_URL", url)
    with pytest.raises(
        ValueError, match="the environment variable THING_URL"
    ) as caught:
        client_of(API, "k")
    assert "s3cret" not in str(caught.value)


def test_missing_base_url_names_the_variable() -> None:
    api = Api("Thing", "1", None, base_url_env="THING_URL")
    with pytest.raises(TypeError, match=r"base_url.*THING_URL is not set"):
        client_of(api)


@pytest.mark.parametrize("client", [Client, AsyncClient])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("api_key", r'pass the credentials first: Client\("…"\)'),
        ("token", r'pass the credentials first: Client\("…"\)'),
        ("bearer", r'pass the credentials first: Client\("…"\)'),
        ("username", r'pass Client\(Basic\("…", "…"\)\)'),
        ("client_secret", r'pass Client\(ClientCredentials\("…", "…"\)\)'),
        ("host", "use base_url"),
        ("url", "use base_url"),
        ("retries", "use max_retries"),
        ("default_headers", "use headers"),
        ("params", "use query"),
        ("max_retrys", "did you mean 'max_retries'"),
        ("credential", "did you mean 'credentials'"),
    ],
)
def test_unknown_setting_hint(client: Any, name: str, hint: str) -> None:
    # The value may be a secret, and is not in the message.
    with pytest.raises(
        TypeError, match=f"unexpected keyword.*{name}.*{hint}"
    ) as caught:
        client(**{name: "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_unknown_setting_that_is_a_security_scheme() -> None:
    with pytest.raises(TypeError, match=r"Client\(Credentials\(key=…\)\)"):
        client_of(SEVERAL, key="k")


def test_max_retries_none_is_the_default() -> None:
    assert client_of(API, max_retries=None)._config.max_retries == 2


class OtherFetched:
    """Has the shape of credentials that fetch tokens, of another client."""

    def obtain(self) -> None: ...


@pytest.mark.parametrize("api", [API, SEVERAL])
@pytest.mark.parametrize("base", [SyncClient, AsyncBaseClient])
@pytest.mark.parametrize(
    ("credentials", "problem"),
    [
        (5, "not int"),
        (b"key", "not bytes"),
        ({"token": "k"}, "not dict"),
        (Bearer, "not the class Bearer"),
        (OtherFetched(), r"OtherFetched of another client: pass \w[\w.]*OtherFetched"),
    ],
)
def test_unusable_credentials(
    base: Any, api: Api, credentials: Any, problem: str
) -> None:
    client = type("Client", (base,), {"api": api})
    with pytest.raises(TypeError, match=f"credentials must be a str or .*{problem}"):
        client(credentials)
    with pytest.raises(TypeError, match=f"credentials must be a str or .*{problem}"):
        client().call(GET, {"options": {"credentials": credentials}})


def test_unusable_credentials_of_a_scheme() -> None:
    with pytest.raises(TypeError, match=r"credentials must be a str or .*not int"):
        client_of(SEVERAL, SchemeCredentials(key=5))  # type: ignore[arg-type]  # the point
    with pytest.raises(TypeError, match="not SchemeCredentials"):
        client_of(API, SchemeCredentials(key="k"))


def test_credentials_by_scheme_of_another_class() -> None:
    class Twin:
        by_scheme: ClassVar = {"key": "k", "token": None}

    recorder = Recorder()
    client = client_of(SEVERAL, Twin(), transport=recorder)
    client.call(Endpoint("b", "GET", "/b", security=({"key": ()},)), {})
    assert recorder.headers["x-key"] == "k"
