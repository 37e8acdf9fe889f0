"""Small documents that ask for much: an answer comes in time, in so much memory, and in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux limits a process's address space", allow_module_level=True)


REPOSITORY = Path(__file__).parents[2]
# Far more than any of these takes, on a machine that does much else.
SECONDS = 240
BYTES = 4 * 1024**3
YAML = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
OK = {"responses": {"204": {"description": ""}}}
PATTERN = "^(a|aa)+$"
Schemas = Mapping[str, Any]


def built(folder: Path, content: str | bytes, name: str = "x.json") -> tuple[int, str]:
    """The exit code of a build, and what it said."""

    text = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(text)
    # By the shell: between fork and exec, a process with threads may run no Python.
    limited = ("sh", "-c", 'ulimit -v "$0" && exec "$@"', str(BYTES // 1024))
    command = (sys.executable, "-m", "generator", "build", name, "-o", "made", "-q")
    ended = subprocess.run(
        [*limited, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "CODEGEN_CACHE": ""},
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    said = (ended.stdout + ended.stderr).decode()
    assert "Traceback" not in said
    assert "internal error" not in said
    return ended.returncode, said


def document(schemas: Schemas | None = None, **more: Any) -> str:
    """A document of these components."""
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {},
            "components": {"schemas": schemas or {}},
            **more,
        }
    )


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def chain(length: int, link: Any, end: Any) -> dict[str, Any]:
    """Components that each lead to the next: `link` makes one of the reference to it."""
    links = {f"S{index}": link(ref(f"S{index + 1}")) for index in range(length)}
    return {**links, f"S{length}": end}


def levels(count: int) -> str:
    """YAML in which each level has the one before it ten times."""
    steps = "".join(
        f"x-{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, count)
    )
    return f"{YAML}x-0: &l0 [1]\n{steps}"


def merges(count: int, keys: int) -> str:
    """YAML in which each mapping has all of the one before it, by a merge key."""
    first = ", ".join(f"k{n}: 1" for n in range(keys))
    steps = "".join(f"x-{n}: &m{n} {{<<: *m{n - 1}}}\n" for n in range(1, count))
    return f"{YAML}x-0: &m0 {{{first}}}\n{steps}"


REFUSED: Mapping[str, tuple[str, str | bytes]] = {
    "aliases of aliases": ("alias-bomb", levels(10)),
    "an alias inside of itself": ("endless-alias", f"{YAML}x-a: &a [*a]\n"),
    "a tag that makes objects": (
        "yaml-syntax",
        f"{YAML}x-a: !!python/object/apply:os.system [touch pwned]\n",
    ),
    "a tag under another name": (
        "yaml-syntax",
        f"%TAG ! tag:yaml.org,2002:python/\n---\n{YAML}x-a: !object/apply:os.system [ls]",
    ),
    "deep JSON": ("too-deep", '{"a":' * 100_000 + "1" + "}" * 100_000),
    "deep lists": ("too-deep", YAML + "x-a: " + "[" * 100_000),
    "deep blocks": ("too-deep", YAML + "x-a:\n  " + "- " * 100_000),
    "deep keys": ("too-deep", YAML + "? " * 100_000),
    "a number without end": ("json-syntax", '{"x": 1e999999}'),
    "a number too long": ("json-syntax", f'{{"x": {"9" * 5000}}}'),
    "a hexadecimal number too long": ("yaml-syntax", f"{YAML}x-a: 0x{'f' * 5000}"),
    "an infinite number": ("yaml-syntax", f"{YAML}x-a: -.inf"),
    "half a character": ("json-syntax", '{"x": "\\ud800"}'),
    "UTF-16": ("not-utf-8", document().encode("utf-16")),
    "nothing": ("empty-document", b"\xef\xbb\xbf \n"),
    "a zip file": ("not-utf-8", b"PK\x03\x04\xff\xfe" * 100),
    "a NUL": ("yaml-syntax", f"{YAML}x-a: \0"),
    "a cycle of references": (
        "reference-cycle",
        document(chain(10, lambda each: each, ref("S0"))),
    ),
    "an allOf of itself": ("reference-cycle", document({"A": {"allOf": [ref("A")]}})),
    "a reference to all": (
        "wrong-reference",
        document(paths={"/a": {"get": {"responses": {"200": {"$ref": "#/openapi"}}}}}),
    ),
    "alternatives of alternatives": (
        "too-many-combinations",
        document(
            chain(
                30,
                lambda each: {"properties": {"p": {}}, "anyOf": [each, each, {}]},
                {"type": "object"},
            )
        ),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    wanted, content = REFUSED[name]
    is_json = content[:1] in ("{", b"{")
    code, said = built(tmp_path, content, "x.json" if is_json else "x.yaml")
    assert code == 1
    assert f"error[{wanted}]" in said
    assert len(said) < 20_000
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "x.json" if is_json else "x.yaml"
    ]


def parameters(**schema: Any) -> str:
    parameter = {"name": "a", "in": "query", "schema": schema}
    return document(paths={"/a": {"get": {**OK, "parameters": [parameter]}}})


BUILT: Mapping[str, str] = {
    "a chain of references": document(
        chain(20_000, lambda each: each, {"type": "string"})
    ),
    "a chain of lists": document(
        chain(2_000, lambda each: {"type": "array", "items": each}, {})
    ),
    "parts of parts": document(
        chain(60, lambda each: {"allOf": [each, each]}, {"type": "object"})
    ),
    "unions of unions": document(
        chain(60, lambda each: {"anyOf": [each, each]}, {"type": "string"})
    ),
    "properties of properties": document(
        chain(60, lambda each: {"properties": {"a": each, "b": each}}, {})
    ),
    "names alike": document(
        {
            "A": {"properties": {"a" + "-" * n: {} for n in range(5_000)}},
            **{"B" + "-" * n: {"properties": {f"p{n}": {}}} for n in range(500)},
        }
    ),
    "many properties": document(
        {"A": {"properties": {f"p{n}": {} for n in range(20_000)}}}
    ),
    "many values": document({"A": {"enum": [f"v{n}" for n in range(50_000)]}}),
    "a pattern that takes for ever": parameters(
        type="string", pattern=PATTERN, default="a" * 80 + "!"
    ),
    "a pattern of names that takes for ever": parameters(
        type="object", patternProperties={PATTERN: {}}, default={"a" * 80 + "!": 1}
    ),
    "a default for schemas without end": document(
        {
            "A": {"anyOf": [ref("A"), {"type": "string"}], "default": 1},
            **chain(
                30, lambda each: {"anyOf": [each, each], "default": 1}, {"type": "null"}
            ),
        }
    ),
    "a default to compare with itself": parameters(
        type="array", uniqueItems=True, default=[{"a": n} for n in range(5_000)]
    ),
    "a long text": document({"A": {"type": "string", "description": "a " * 1_000_000}}),
    "mappings that merge mappings": merges(90, 10_000),
    "tags that are never closed": document(
        {"A": {"type": "object", "description": "<b>x</b>" + "<a <b " * 200_000}}
    ),
    "a long name": document({"A" * 10_000: {"properties": {"a" * 10_000: {}}}}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILT)
def test_what_is_much_is_built(tmp_path: Path, name: str) -> None:
    content = BUILT[name]
    code, said = built(tmp_path, content, "x.json" if content[0] == "{" else "x.yaml")
    assert (code, "error[" in said) == (0, False), said
    assert (tmp_path / "made" / "client.py").is_file()
