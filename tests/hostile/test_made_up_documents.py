"""Any document at all: codegen says what is wrong with it, or gives a client that works."""

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

from tests.hostile.building import compiled, imported, python_files, written
from tests.hostile.documents import NAMES, SCALARS, Json, documents
from tests.property_settings import examples

VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


def models_of(modules: list[ModuleType]) -> Iterator[Any]:
    """The classes of objects that a client has."""
    for module in modules:
        for value in vars(module).values():
            is_own = getattr(value, "__module__", None) == module.__name__
            if is_own and isinstance(value, type) and is_dataclass(value):
                yield value


def is_same(one: Json, other: Json) -> bool:
    """Whether two JSON values are the same; `True` is not 1, and 1 is not 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(is_same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


@examples(25)
@given(documents(), st.data())
def test_a_client_compiles_imports_and_gives_back_what_came(
    tmp_path_factory: pytest.TempPathFactory, document: Json, data: st.DataObject
) -> None:
    compilation = compiled(document)
    assume(compilation is not None)
    assert compilation is not None
    for path, text in python_files(compilation).items():
        compile(text, path, "exec")
    root = written(compilation, tmp_path_factory.mktemp("made_up"))
    with imported(root) as modules:
        for model in models_of(modules):
            names = [
                field.metadata.get("wire", field.name)
                for field in model.__dataclass_fields__.values()
            ]
            keys = st.sampled_from(names) | NAMES if names else NAMES
            value = data.draw(st.dictionaries(keys, VALUES, max_size=5))
            found = model.from_dict(value).to_dict()
            assert found.keys() == value.keys()
            assert all(is_same(found[name], value[name]) for name in value)


@pytest.mark.slow
def test_clients_are_typed_throughout(tmp_path: Path) -> None:
    @examples(10)
    @given(documents())
    def write(document: Json) -> None:
        compilation = compiled(document)
        if compilation is not None:
            written(compilation, tmp_path)

    write()
    roots = sorted(each.name for each in tmp_path.iterdir())
    assert len(roots) > 3
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental"]
    found = subprocess.run(
        [*command, *roots], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout
