"""Read how a client authenticates, and what its operations require, from expressions.

A scheme is named by what is sent for it, so that schemes of two clients compare equal if the same
credentials do for both.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.interface_diff.interface.wire import Alternative, Requirements, Security
from generator.python.expressions import Call, Dict, Expr, Name, Text, Tuple, flat

_SCHEMES = {"Bearer": "bearer token", "Basic": "HTTP Basic", "OAuth2": "bearer token"}


def read_security(api: Mapping[str, Expr]) -> Security:
    """Return the security of a client from the arguments of its `_API`."""
    schemes, secret_scheme = _read_schemes(api)
    default: Requirements = (
        (((secret_scheme, ()),),) if "authentication" in api else ((),)
    )
    security = Security(schemes, secret_scheme, default)
    if "security" not in api:
        return security
    requirements = read_requirements(api["security"], security)
    return Security(schemes, secret_scheme, requirements)


def _read_schemes(api: Mapping[str, Expr]) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return the schemes by argument of `Credentials`, and the one of a string."""
    match api.get("schemes"):
        case Call(_, (("", Dict(entries)), ("", Tuple(same)), *_)):
            schemes = tuple((name, _describe_scheme(value)) for name, value in entries)
            by_name = dict(schemes)
            names = [item.value for item in same if isinstance(item, Text)]
            return schemes, by_name.get(names[0], "") if names else ""
        case _:
            only = api.get("authentication")
            return (), "" if only is None else _describe_scheme(only)


def read_requirements(expression: Expr, security: Security) -> Requirements:
    """Return the requirements of an operation or client, for a client with this `security`.

    Where one scheme suffices for everything, the client sends it for whichever scheme is required.
    """
    if not isinstance(expression, Tuple):
        return ()
    schemes = dict(security.schemes)
    return tuple(
        _alternative(alternative, schemes, security.secret_scheme)
        for alternative in expression.items
        if isinstance(alternative, Dict)
    )


def _alternative(
    alternative: Dict, schemes: Mapping[str, str], only_scheme: str
) -> Alternative:
    required = [
        (schemes.get(name, name) if schemes else only_scheme, _scopes(scopes))
        for name, scopes in alternative.items
    ]
    return tuple(sorted(set(required)))


def _scopes(scopes: Expr) -> tuple[str, ...]:
    if not isinstance(scopes, Tuple):
        return ()
    return tuple(scope.value for scope in scopes.items if isinstance(scope, Text))


def _describe_scheme(scheme: Expr) -> str:
    """Return what is sent for a scheme: `API key in header X-Key`."""
    match scheme:
        case Call(Name("partial"), (("", Name("ApiKey")), *rest)):
            arguments = _texts(dict(rest))
            return f"API key in {arguments.get('location')} {arguments.get('name')}"
        case Call(Name("partial"), (("", Name("Http")), *rest)):
            return f"HTTP scheme {_texts(dict(rest)).get('scheme')}"
        case Call(Name(class_)) | Name(class_):
            return _SCHEMES.get(class_, class_)
        case _:
            return flat(scheme)


def _texts(arguments: Mapping[str, Expr]) -> dict[str, str]:
    return {
        name: value.value
        for name, value in arguments.items()
        if isinstance(value, Text)
    }
