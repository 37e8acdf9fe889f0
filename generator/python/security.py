"""Security schemes in the client: their runtime classes, and `credentials.py` if one is not enough.

Source: OpenAPI 3.1.1, 4.8.27 (security schemes) and 4.8.30 (requirements).
"""

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
    """Yield the keyword arguments of the client's `Api` that describe its security."""
    security = api.security
    if security.first is not None and security.is_first_sufficient:
        yield "authentication", scheme_expression(security.first)
        if security.token_scheme is not None:
            yield "schemes", _scheme_or_oauth2(
                security.first, security.token_scheme, names
            )
        implied: tuple[Requirement, ...] = (((security.first.name, ()),),)
    else:
        implied = ((),)
        if security.first is not None:
            schemes = (
                (names.schemes[scheme.name], scheme_expression(scheme))
                for scheme in security.schemes
            )
            same = tuple(Text(names.schemes[name]) for name in security.equivalent)
            arguments: list[tuple[str, Expr]] = [
                ("", Dict(tuple(schemes))),
                ("", Tuple(same)),
            ]
            with_tokens = tuple(
                Text(names.schemes[scheme.name])
                for scheme in security.schemes
                if scheme.has_token_endpoint
            )
            if with_tokens:
                arguments.append(("", Tuple(with_tokens)))
            yield "schemes", Call(runtime_name("SeveralSchemes"), tuple(arguments))
    cookies = tuple(
        (names.schemes[scheme.name], Text(scheme.parameter_name or ""))
        for scheme in security.schemes
        if scheme.location == "cookie"
    )
    if cookies or security.default != implied:
        # Session cookies are looked up by the name of their scheme.
        yield "security", requirements(security.default, names)
    if cookies:
        yield "session_cookies", Dict(cookies)


def _scheme_or_oauth2(
    scheme: SecurityScheme, token_scheme: SecurityScheme, names: Names
) -> Expr:
    arguments = (
        scheme_expression(scheme),
        Text(names.schemes[token_scheme.name]),
        scheme_expression(token_scheme),
    )
    return Call(
        runtime_name("SchemeOrOAuth2"), tuple(("", value) for value in arguments)
    )


def requirements(alternatives: tuple[Requirement, ...], names: Names) -> Expr:
    """Return security requirements: alternatives, each a dict of scheme names to scopes."""
    return Tuple(
        tuple(
            Dict(
                tuple(
                    (names.schemes[name], Tuple(tuple(map(Text, scopes))))
                    for name, scopes in requirement
                )
            )
            for requirement in alternatives
        )
    )


def scheme_expression(scheme: SecurityScheme) -> Expr:
    """Return the callable that turns a string into credentials for `scheme`."""
    if scheme.kind == "oauth2" and not scheme.has_token_endpoint:
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
    bound = ((name, Text(value or "")) for name, value in arguments)
    return Call(partial, (("", function), *bound))


def credentials_module(api: Api, names: Names) -> Iterator[CredentialsModule]:
    """Declare `credentials.py` if one scheme is not enough for all operations."""
    if api.security.is_first_sufficient:
        return
    value = runtime_name("SchemeValue")
    base = runtime_import("SchemeCredentials")
    schemes = "\n\n".join(
        f"`{names.schemes[scheme.name]}`: {scheme_doc(scheme)}"
        for scheme in api.security.schemes
    )
    title = plain_line(api.title) or "the API"
    yield CredentialsModule(
        path="credentials.py",
        doc=f"Credentials of {title}.",
        imports=import_block("", {base}, {runtime_import("SchemeValue")}),
        class_doc=(
            "Credentials by security scheme: `Client(Credentials(…))`.\n\n"
            "Pass those you have; each request sends the ones that its operation requires."
            f"\n\n{schemes}"
        ),
        arguments=tuple(
            ArgumentDeclaration(names.schemes[scheme.name], value, NONE, "")
            for scheme in api.security.schemes
        ),
    )


def scheme_doc(scheme: SecurityScheme) -> str:
    """Return a line that says what to pass for `scheme`, and its description."""
    return f"{scheme_value(scheme)}. {plain_line(scheme.description)}".strip()


def scheme_value(scheme: SecurityScheme) -> str:
    """Return the noun phrase for a value of `scheme`: `a bearer token`."""
    match scheme.kind:
        case "bearer":
            return "a bearer token"
        case "basic":
            return "`Basic(username, password)`, or a user name"
        case "api_key":
            location = _LOCATIONS[scheme.location or "header"]
            name = visible_name(scheme.parameter_name or "")
            return f"an API key, sent in the {location} `{name}`"
        case "http":
            word = visible_name(scheme.scheme or "")
            return f"the value after `{word}` in the header `Authorization`"
        case "oauth2":
            return f"an access token, or a source of tokens: {token_sources(scheme)}"


def token_sources(scheme: SecurityScheme) -> str:
    """Return the credentials that fetch tokens for `scheme`."""
    sources = ["`TokenFrom(function)`"]
    if scheme.token_url:
        sources.append("`ClientCredentials(client_id, client_secret)`")
    if scheme.refresh_url:
        sources.append("`RefreshToken(refresh_token)`")
    return " or ".join(sources)
