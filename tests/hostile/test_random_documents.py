"""Random documents: codegen reports errors in them or generates a working client."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.hostile.clients import (
    compile_document,
    import_client,
    python_files,
    write_client,
)
from tests.hostile.documents import NAMES, SCALARS, Json, documents
from tests.property_settings import examples

VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4)
    ),
    max_leaves=8,
)


def models_of(modules: list[ModuleType]) -> Iterator[Any]:
    """The model classes defined in the modules of a client."""
    for module in modules:
        for value in vars(module).values():
            is_own = getattr(value, "__module__", None) == module.__name__
            if is_own and isinstance(value, type) and is_dataclass(value):
                yield value


def is_same(one: Json, other: Json) -> bool:
    """Whether two JSON values are equal, with the same types: 1 is neither `True` nor 1.0.

    The order of an object's keys does not count: a model writes its fields first.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(
            is_same(one[k], other[k]) for k in one
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


@examples(10, with_slow=40)
@given(documents(), st.data())
def test_client_compiles_imports_and_round_trips(
    tmp_path_factory: pytest.TempPathFactory, document: Json, data: st.DataObject
) -> None:
    client = compile_document(document)
    assume(client is not None)
    assert client is not None
    for path, code in python_files(client).items():
        compile(code, path, "exec")
    root = write_client(client, tmp_path_factory.mktemp("random"))
    with import_client(root) as modules:
        for model in models_of(modules):
            names = [
                field.metadata.get("wire", field.name)
                for field in model.__dataclass_fields__.values()
            ]
            keys = st.sampled_from(names) | NAMES if names else NAMES
            value = data.draw(st.dictionaries(keys, VALUES, max_size=5))
            encoded = model.from_dict(value).to_dict()
            assert encoded.keys() == value.keys()
            assert all(is_same(encoded[name], value[name]) for name in value)


@pytest.mark.slow
def test_clients_pass_mypy_strict(tmp_path: Path) -> None:
    @examples(10)
    @given(documents())
    def write(document: Json) -> None:
        client = compile_document(document)
        if client is not None:
            write_client(client, tmp_path)

    write()
    roots = sorted(folder.name for folder in tmp_path.iterdir())
    assert len(roots) > 3
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental"]
    process = subprocess.run(
        [*command, *roots], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout
