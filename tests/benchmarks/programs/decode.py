"""Bytes to a typed object: `decode WAY SCHEMA FILE`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.programs.repeating import seconds


def decoder(way: str, schema: str) -> Any:
    """What this client makes an object of a schema with, from JSON."""
    name = schema.capitalize()
    if way == "codegen":
        return _named(_named(import_module("stripe_client.models"), name), "from_dict")
    if way == "openapi-python-client":
        module = import_module(f"peer_client.models.{schema}")
        return _named(_named(module, name), "from_dict")
    cls = _named(import_module("stripe"), name)
    return lambda data: cls.construct_from(data, "sk_test_123")


def _named(owner: object, name: str) -> Any:
    return getattr(owner, name)


def main(way: str, schema: str, file: Path) -> None:
    """Say how many seconds it takes."""
    content, loads = file.read_bytes(), json.loads
    if way == "json":
        print(seconds(lambda: loads(content)))
        return
    decode = decoder(way, schema)
    print(seconds(lambda: decode(loads(content))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
