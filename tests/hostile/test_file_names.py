"""Whatever things are called, their files stand in the client's folder, on every file system."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.module_names import MOST_BYTES, ModuleNames, folded, portable
from tests.hostile.building import compiled
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
    """A document whose operations, tags, paths and types are called so."""
    record = {
        "type": "object",
        "properties": {"a": {"type": "object", "properties": {"b": {}}}},
    }
    answer = {"description": "", "content": {"application/json": {"schema": record}}}
    plain = "".join
    paths = {
        f"/{plain(c for c in name if c not in '{}?#')}-{index}": {
            "get": {
                "operationId": name + "\u200b" * index,
                "tags": [name],
                "responses": {"200": answer},
            }
        }
        for index, name in enumerate(names)
    }
    letters = [
        plain(c for c in name if c.isascii() and (c.isalnum() or c in "._-"))
        for name in names
    ]
    return {
        "openapi": "3.1.0",
        "info": {"title": names[0], "version": "1"},
        "paths": paths,
        "components": {"schemas": {each: record for each in letters if each}},
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
        kept = {unicodedata.normalize(form, path).casefold() for path in paths}
        assert len(kept) == len(paths)


def test_files_stand_where_any_file_system_can_have_them() -> None:
    compilation = compiled(document(NAMES))
    assert compilation is not None
    assert_portable([each.path for each in compilation.files])


@examples(25)
@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=8, unique=True))
def test_files_stand_there_whatever_they_are_called(names: list[str]) -> None:
    compilation = compiled(document(names))
    assert compilation is not None
    assert_portable([each.path for each in compilation.files])


@pytest.mark.parametrize("name", sorted(DEVICES))
def test_no_module_is_called_as_a_device_is(name: str) -> None:
    assert portable(name) == f"{name}_"


def test_a_long_name_is_cut_between_two_characters() -> None:
    assert portable("a" + "人" * 300) == "a" + "人" * ((MOST_BYTES - 1) // 3)


def test_names_that_some_file_system_takes_for_one_are_kept_apart() -> None:
    modules = ModuleNames(["pets"])
    wanted = ["straße", "strasse", "STRASSE", "pets", "é", "e\u0301"]
    found = [modules.add(each) for each in wanted]
    assert found[:2] == ["straße", "strasse_2"]
    assert found[3] == "pets_2"
    assert len({folded(each) for each in found}) == len(wanted)
