"""Names of credentials and servers: total, unique, and never Python's own."""

from __future__ import annotations

import builtins
import keyword

from hypothesis import given
from hypothesis import strategies as st

from generator.ir.http import SecurityScheme, Server, ServerVariable
from generator.naming.client_names import scheme_names, server_names


def named(*names: str) -> dict[str, str]:
    return scheme_names(SecurityScheme(each, "bearer") for each in names)


def test_schemes_are_spelt_as_arguments() -> None:
    assert named("OAuth2", "ApiKeyAuth", "bot-token", "def", "self", "1st") == {
        "OAuth2": "oauth2",
        "ApiKeyAuth": "api_key_auth",
        "bot-token": "bot_token",
        "def": "def_",
        "self": "self_",
        "1st": "scheme_1st",
    }


def test_schemes_that_want_one_name_get_two() -> None:
    assert named("a b", "a_b", "a-b") == {"a_b": "a_b", "a b": "a_b_", "a-b": "a_b_2"}
    assert len(set(named("OAuth2", "Oauth2", "oauth2").values())) == 3


@given(st.sets(st.text()))
def test_every_scheme_has_a_name_of_its_own(names: set[str]) -> None:
    found = named(*names)
    assert found.keys() == names
    assert len({*found.values()}) == len(names)
    for each in found.values():
        assert each.isidentifier()
        assert not keyword.iskeyword(each)
        assert each not in dir(builtins)
        assert not each.startswith("__")


def server(url: str, name: str | None = None, description: str | None = None) -> Server:
    return Server(url, name, description, ())


def test_a_server_is_called_by_its_name_a_few_words_or_its_url() -> None:
    long = "The server that everybody should use"
    servers = [
        server("https://a.example", "EU", "Europe"),
        server("https://a.example", None, "United States"),
        server("https://a.example/v1", None, long),
        server("https://a.example/v1"),
        server("{url}"),
        server("/"),
        server("https://b.example", "Any"),
    ]
    assert [each.function for each in server_names(servers)] == [
        "eu",
        "united_states",
        "a_example_v1",
        "a_example_v1_2",
        "url",
        "server",
        "any_",
    ]


def test_servers_of_one_description_are_called_by_their_urls() -> None:
    servers = [
        server("https://a.example", None, "Live"),
        server("https://b.example", None, "live"),
        server("https://c.example", None, "Test"),
    ]
    for order in (servers, servers[::-1]):
        found = {
            each.url: names.function
            for each, names in zip(order, server_names(order), strict=True)
        }
        assert found == {
            "https://a.example": "a_example",
            "https://b.example": "b_example",
            "https://c.example": "test",
        }


@given(st.lists(st.text()), st.lists(st.text()))
def test_every_server_and_variable_has_a_name_of_its_own(
    titles: list[str], variables: list[str]
) -> None:
    own = tuple(ServerVariable(each, "", (), None) for each in dict.fromkeys(variables))
    found = server_names(
        Server("https://a.example", each, None, own) for each in titles
    )
    assert len({each.function for each in found}) == len(titles)
    for each in found:
        assert len({*each.variables.values()}) == len(own)
        for name in (each.function, *each.variables.values()):
            assert name.isidentifier()
            assert not keyword.iskeyword(name)
