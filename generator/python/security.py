"""Security schemes as Python: what serves each, and `credentials.py` where there are several."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Api
from generator.ir.http import Requirement, SecurityScheme
from generator.naming.names import Names
from generator.python.declarations import ArgumentDeclaration, CredentialsModule
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Import,
    Name,
    Text,
    Tuple,
)
from generator.python.imports import import_block
from generator.python.prose import plain_line, visible_name
from generator.python.runtime_names import runtime_import, runtime_name

_CLASSES = {
    "bearer": "Bearer",
    "basic": "Basic",
    "api_key": "ApiKey",
    "http": "Http",
    "oauth2": "OAuth2",
}
_LOCATIONS = {"header": "header", "query": "query parameter", "cookie": "cookie"}


def security_arguments(api: Api, names: Names) -> Iterator[tuple[str, Expr]]:
    """What the client's `Api` is told of security; nothing where there is nothing to say."""
    security = api.security
    if security.first is not None and security.is_first_sufficient:
        yield "authentication", scheme_expression(security.first)
        usual: tuple[Requirement, ...] = (((security.first.name, ()),),)
    else:
        usual = ((),)
        if security.first is not None:
            schemes = (
                (names.schemes[each.name], scheme_expression(each))
                for each in security.schemes
            )
            yield "schemes", Dict(tuple(schemes))
            same = tuple(Text(names.schemes[each]) for each in security.equivalent)
            yield "text_is_for", Tuple(same)
    if security.default != usual:
        yield "security", requirements(security.default, names)


def requirements(alternatives: tuple[Requirement, ...], names: Names) -> Expr:
    """What an operation asks for: alternatives, each a dict of schemes and their scopes."""
    return Tuple(
        tuple(
            Dict(
                tuple(
                    (names.schemes[name], Tuple(tuple(map(Text, scopes))))
                    for name, scopes in each
                )
            )
            for each in alternatives
        )
    )


def scheme_expression(scheme: SecurityScheme) -> Expr:
    """What makes credentials of a text."""
    if scheme.kind == "oauth2" and not (scheme.token_url or scheme.refresh_url):
        return runtime_name("Bearer")
    function = runtime_name(_CLASSES[scheme.kind])
    match scheme.kind:
        case "api_key":
            return _partial(
                function,
                ("name", scheme.parameter_name),
                ("location", scheme.location),
            )
        case "http":
            return _partial(function, ("scheme", scheme.scheme))
        case "oauth2":
            urls = (
                ("token_url", scheme.token_url),
                ("refresh_url", scheme.refresh_url),
            )
            return Call(function, tuple((name, Text(url)) for name, url in urls if url))
        case _:
            return function


def _partial(function: Name, *arguments: tuple[str, str | None]) -> Expr:
    partial = Name("partial", Import("functools", "partial"))
    told = ((name, Text(value or "")) for name, value in arguments)
    return Call(partial, (("", function), *told))


def credentials_module(api: Api, names: Names) -> Iterator[CredentialsModule]:
    """`credentials.py`, if one scheme is not enough."""
    if api.security.is_first_sufficient:
        return
    value = runtime_name("SchemeValue")
    base = runtime_import("SchemeCredentials")
    told = "\n\n".join(
        f"`{names.schemes[each.name]}`: {scheme_doc(each)}"
        for each in api.security.schemes
    )
    title = plain_line(api.title) or "the API"
    yield CredentialsModule(
        path="credentials.py",
        doc=f"The credentials that {title} takes.",
        imports=import_block("", {base}, {runtime_import("SchemeValue")}),
        class_doc=(
            "Those that you have, each under its name: `Client(Credentials(…))`.\n\n"
            f"A call is sent with those that its operation takes.\n\n{told}"
        ),
        arguments=tuple(
            ArgumentDeclaration(names.schemes[each.name], value, NONE, "")
            for each in api.security.schemes
        ),
    )


def scheme_doc(scheme: SecurityScheme) -> str:
    """What to give for a scheme, in a line."""
    match scheme.kind:
        case "bearer":
            told = "a bearer token."
        case "basic":
            told = "`Basic(username, password)`, or a user name."
        case "api_key":
            place = _LOCATIONS[scheme.location or "header"]
            name = visible_name(scheme.parameter_name or "")
            told = f"an API key, for the {place} `{name}`."
        case "http":
            word = visible_name(scheme.scheme or "")
            told = f"what goes after `{word}` in the header `Authorization`."
        case "oauth2":
            told = "an access token, or what fetches one: " + _fetched(scheme)
    said = plain_line(scheme.description)
    return f"{told} {said}".strip()


def _fetched(scheme: SecurityScheme) -> str:
    ways = ["`TokenFrom(function)`"]
    if scheme.token_url:
        ways.append("`ClientCredentials(client_id, client_secret)`")
    if scheme.refresh_url:
        ways.append("`RefreshToken(refresh_token)`")
    return " or ".join(ways) + "."
