# SPDX-License-Identifier: MIT
"""Query parameters that the document lacks: those of a client, and those of one call."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast
from urllib.parse import unquote

from ..http.secrets import SECRET_NAME, Secret, type_name
from ..models.json_values import is_array, is_object
from .parameters import Parameter, encode_argument
from .plain_values import escape_component, to_string


def extra_pairs(
    query: Mapping[str, object] | None, name: str, package: str
) -> list[str]:
    """Serialize query parameters into escaped `name=value` strings.

    A list repeats its name, an object has its members in brackets (`filter[name]=Ada`), and None
    is left out.

    Args:
        query: The parameters.
        name: Name of the argument, for messages.
        package: Root package of the client.

    Raises:
        TypeError: `query` is not a mapping.
        EncodingError: A value cannot be serialized.
    """
    if query is None:
        return []
    return [
        Secret(f"{escape_component(key)}={escape_component(string)}")
        for parameter, value in require_mapping(query, name).items()
        for key, string in nested_pairs(
            parameter, encode_argument(Parameter(parameter), value, package)
        )
    ]


def require_mapping(value: object, name: str) -> Mapping[str, Any]:
    """Return the argument `name` if it is a mapping.

    Raises:
        TypeError: It is not.
    """
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be a mapping, not {type_name(value)}")
    return cast(Mapping[str, Any], value)


def nested_pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the unescaped names and values of a JSON value: see `extra_pairs`."""
    if is_object(value):
        for key, member in value.items():
            yield from nested_pairs(f"{name}[{key}]", member)
    elif is_array(value):
        for index, item in enumerate(value):
            is_nested = is_object(item) or is_array(item)
            yield from nested_pairs(f"{name}[{index}]" if is_nested else name, item)
    elif value is not None:
        yield name, to_string(value)


def add_extra_query(
    url: str,
    defaults: Collection[str],
    extra: Collection[str],
    *,
    is_complete: bool,
    is_documented: bool = True,
    secret_names: Collection[str] = (),
) -> tuple[str, list[str]]:
    """Add query parameters to a URL.

    Args:
        url: The URL, with the parameters of the operation.
        defaults: Parameters of the client, which all others override.
        extra: Parameters of the call, which override all others.
        is_complete: Whether the URL is one of the server's, whose parameters override all others.
        is_documented: Whether the document declares the parameters in the URL.
        secret_names: Names of the parameters with credentials, which a server may repeat in a URL.

    Returns:
        The URL, and the parameters to add to it that may be secret, judging by their names.
    """
    base, _, query = str(url).partition("?")
    pairs = query.split("&") if query else []
    if is_complete:
        defaults, extra = (*extra, *defaults), ()
    overridden = set(map(_name, extra))
    pairs = [*(pair for pair in pairs if _name(pair) not in overridden), *extra]
    present = set(map(_name, pairs))
    added = [pair for pair in defaults if _name(pair) not in present]
    # By name, because the URL of another page may repeat them.
    own = set(map(_name, (*extra, *defaults)))
    if not is_documented:
        own |= present
    pairs += added
    secret: list[str] = [
        Secret(pair)
        for pair in pairs
        if _name(pair) in secret_names
        or (_name(pair) in own and SECRET_NAME.search(_name(pair)))
    ]
    public = "&".join(pair for pair in pairs if pair not in secret)
    return f"{base}?{public}" if public else base, secret


def _name(pair: str) -> str:
    return unquote(pair.partition("=")[0])
