"""Names of arguments for credentials, and of servers and their variables."""

from __future__ import annotations

import builtins
import keyword

from hypothesis import given
from hypothesis import strategies as st

from generator.ir.http import SecurityScheme, Server, ServerVariable
from generator.naming.client_names import name_schemes, name_servers


def names_of_schemes(*names: str) -> dict[str, str]:
    return name_schemes(SecurityScheme(name, "bearer") for name in names)


def test_scheme_names_become_valid_arguments() -> None:
    assert names_of_schemes(
        "OAuth2", "ApiKeyAuth", "bot-token", "def", "self", "1st"
    ) == {
        "OAuth2": "oauth2",
        "ApiKeyAuth": "api_key_auth",
        "bot-token": "bot_token",
        "def": "def_",
        "self": "self_",
        "1st": "scheme_1st",
    }


def test_colliding_scheme_names_are_numbered() -> None:
    assert names_of_schemes("a b", "a_b", "a-b") == {
        "a_b": "a_b",
        "a b": "a_b_",
        "a-b": "a_b_2",
    }
    assert len(set(names_of_schemes("OAuth2", "Oauth2", "oauth2").values())) == 3


@given(st.sets(st.text()))
def test_scheme_arguments_are_unique_identifiers(names: set[str]) -> None:
    arguments = names_of_schemes(*names)
    assert arguments.keys() == names
    assert len({*arguments.values()}) == len(names)
    for argument in arguments.values():
        assert argument.isidentifier()
        assert not keyword.iskeyword(argument)
        assert argument not in dir(builtins)
        assert not argument.startswith("__")


def server(url: str, name: str | None = None, description: str | None = None) -> Server:
    return Server(url, name, description, ())


def test_server_is_named_after_name_short_description_or_url() -> None:
    long = "The server that everyone should use"
    servers = [
        server("https://a.example", "EU", "Europe"),
        server("https://a.example", None, "United States"),
        server("https://a.example/v1", None, long),
        server("https://a.example/v1"),
        server("{url}"),
        server("/"),
        server("https://b.example", "Any"),
    ]
    assert [names.function for names in name_servers(servers)] == [
        "eu",
        "united_states",
        "a_example_v1",
        "a_example_v1_2",
        "url",
        "server",
        "any_",
    ]


def test_servers_with_equal_descriptions_are_named_after_urls() -> None:
    servers = [
        server("https://a.example", None, "Live"),
        server("https://b.example", None, "live"),
        server("https://c.example", None, "Test"),
    ]
    for order in (servers, servers[::-1]):
        functions = {
            server.url: names.function
            for server, names in zip(order, name_servers(order), strict=True)
        }
        assert functions == {
            "https://a.example": "a_example",
            "https://b.example": "b_example",
            "https://c.example": "test",
        }


@given(st.lists(st.text()), st.lists(st.text()))
def test_server_functions_and_arguments_are_unique_identifiers(
    titles: list[str], variables: list[str]
) -> None:
    unique = tuple(
        ServerVariable(name, "", (), None) for name in dict.fromkeys(variables)
    )
    servers = name_servers(
        Server("https://a.example", title, None, unique) for title in titles
    )
    assert len({names.function for names in servers}) == len(titles)
    for names in servers:
        assert len({*names.variables.values()}) == len(unique)
        for name in (names.function, *names.variables.values()):
            assert name.isidentifier()
            assert not keyword.iskeyword(name)
