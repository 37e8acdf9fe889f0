"""File names are portable and stay inside of the client's folder, whatever the document's names."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.module_names import MOST_BYTES, ModuleNames, folded, portable
from tests.hostile.clients import compile_document
from tests.property_settings import examples

DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{n}{d}" for n in ("com", "lpt") for d in "123456789"),
}
NAMES = [
    *("../../x", "..", ".", "/etc/passwd", "C:\\x", "\\\\host\\x", "a/b", "a\\b", "~"),
    *("CON", "con.", "aux.txt", "nul", "COM1", "lpt9", "prn ", ".git", ".", "x.", "x "),
    *("a" * 300, "ä" * 300, "人" * 300, "a" * 299 + "b", "file:stream", "x\0y", "-rf"),
    *("Straße", "STRASSE", "strasse", "Ａ", "é", "e\u0301", "ſ", "ﬁ", "fi", "İ", "i̇"),
    *("__init__", "__pycache__", "__main__", "client", "py.typed", "models", "codegen"),
]


def document(names: list[str]) -> Any:
    """A document whose operations, tags, paths and schemas have these names."""
    record = {
        "type": "object",
        "properties": {"a": {"type": "object", "properties": {"b": {}}}},
    }
    response = {"description": "", "content": {"application/json": {"schema": record}}}
    paths = {
        f"/{''.join(c for c in name if c not in '{}?#')}-{index}": {
            "get": {
                "operationId": name + "\u200b" * index,
                "tags": [name],
                "responses": {"200": response},
            }
        }
        for index, name in enumerate(names)
    }
    schema_names = [
        "".join(c for c in name if c.isascii() and (c.isalnum() or c in "._-"))
        for name in names
    ]
    return {
        "openapi": "3.1.0",
        "info": {"title": names[0], "version": "1"},
        "paths": paths,
        "components": {"schemas": {name: record for name in schema_names if name}},
    }


def assert_portable(paths: list[str]) -> None:
    parts = {part for path in paths for part in path.split("/")}
    assert parts
    for part in parts:
        assert len(part.encode()) < 200
        assert part == part.strip(" .")
        assert part.partition(".")[0].lower() not in DEVICES
        assert not set(part) & set('\\/:*?"<>|\0')
        assert not PureWindowsPath(part).is_absolute()
    assert not any(PurePosixPath(path).is_absolute() for path in paths)
    for form in ("NFC", "NFD", "NFKC"):
        normalized = {unicodedata.normalize(form, path).casefold() for path in paths}
        assert len(normalized) == len(paths)


def test_hostile_names_give_portable_files() -> None:
    client = compile_document(document(NAMES))
    assert client is not None
    assert_portable([file.path for file in client.files])


@examples(10, with_slow=25)
@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=8, unique=True))
def test_random_names_give_portable_files(names: list[str]) -> None:
    client = compile_document(document(names))
    assert client is not None
    assert_portable([file.path for file in client.files])


@pytest.mark.parametrize("name", sorted(DEVICES))
def test_device_names_are_escaped(name: str) -> None:
    assert portable(name) == f"{name}_"


def test_long_name_is_truncated_between_characters() -> None:
    assert portable("a" + "人" * 300) == "a" + "人" * ((MOST_BYTES - 1) // 3)


def test_names_that_collide_on_some_file_system_get_suffixes() -> None:
    modules = ModuleNames(["pets"])
    names = ["straße", "strasse", "STRASSE", "pets", "é", "e\u0301"]
    unique = [modules.add(name) for name in names]
    assert unique[:2] == ["straße", "strasse_2"]
    assert unique[3] == "pets_2"
    assert len({folded(name) for name in unique}) == len(names)
