"""The Python values that JSON arguments of an operation stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

from generator.runtime.tools.catalogue import CatalogueOperation


def python_arguments(
    package: ModuleType, operation: CatalogueOperation, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Decode JSON arguments by their declared types: to dates, decimals, bytes and models."""
    decoder_of = import_module(f"{package.__name__}._runtime.models.decode").decoder_of
    types = dict(_types(_endpoint(package, operation, arguments), arguments))
    decoded = dict(arguments)
    for name, type_ in types.items():
        decode = decoder_of(type_, package.__name__)
        if decode is not None:
            decoded[name] = decode(arguments[name])
    return decoded


def _endpoint(
    package: ModuleType, operation: CatalogueOperation, arguments: Mapping[str, Any]
) -> Any:
    endpoints: list[Any] = []

    def call(endpoint: Any, arguments: object) -> None:
        endpoints.append(endpoint)

    function = getattr(package.operations, operation.function)
    function(SimpleNamespace(call=call, open_stream=call), **arguments)
    [endpoint] = endpoints
    return endpoint


def _types(endpoint: Any, arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the arguments that have a declared type, with its annotation."""
    bodies = getattr(endpoint.body, "bodies", (endpoint.body,))
    declared = [*endpoint.query, *endpoint.path, *endpoint.headers]
    declared += getattr(endpoint.cookies, "parameters", ())
    for body in bodies:
        fields = getattr(body, "fields", ())
        declared += fields.values() if isinstance(fields, Mapping) else fields
        declared.append(body)
    for parameter in declared:
        name, type_ = getattr(parameter, "name", None), getattr(parameter, "type", None)
        if isinstance(type_, str) and name in arguments:
            yield str(name), type_
