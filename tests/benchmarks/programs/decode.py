"""Decode bytes to a typed object: `decode WAY SCHEMA FILE`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from json import loads
from pathlib import Path
from typing import Any, TypeAlias

from tests.benchmarks.programs.repeating import seconds

Decode: TypeAlias = Callable[[bytes], object]


def decoder(way: str, schema: str) -> Decode:
    """The function that decodes bytes to an object of a schema with this client."""
    return _WAYS[way](schema)


def _json(schema: str) -> Decode:
    return loads


def _codegen(schema: str) -> Decode:
    from_dict = _class("stripe_client.models", schema).from_dict
    return lambda content: from_dict(loads(content))


def _stripe(schema: str) -> Decode:
    construct = _class("stripe", schema).construct_from
    return lambda content: construct(loads(content), "sk_test_123")


def _openapi_python_client(schema: str) -> Decode:
    from_dict = _class(f"peer_client.models.{schema}", schema).from_dict
    return lambda content: from_dict(loads(content))


def _openapi_generator(schema: str) -> Decode:
    from_dict = _class(f"openapi_client.models.{schema}", schema).from_dict
    return lambda content: from_dict(loads(content))


def _datamodel_code_generator(schema: str) -> Decode:
    validate: Decode = _class("peer_models", schema).model_validate_json
    return validate


def _pyopenapi_gen(schema: str) -> Decode:
    cls = _class(f"peer_client.models.{schema}", schema)
    structure: Any = import_module("peer_client.core.cattrs_converter")
    return lambda content: structure.structure_from_dict(loads(content), cls)


_WAYS = {
    "json": _json,
    "codegen": _codegen,
    "stripe": _stripe,
    "openapi-python-client": _openapi_python_client,
    "openapi-generator": _openapi_generator,
    "datamodel-code-generator": _datamodel_code_generator,
    "pyopenapi-gen": _pyopenapi_gen,
}


def _class(module: str, schema: str) -> Any:
    return getattr(import_module(module), schema.capitalize())


def main(way: str, schema: str, file: Path) -> None:
    """Print the seconds that it takes."""
    content, decode = file.read_bytes(), decoder(way, schema)
    print(seconds(lambda: decode(content)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
