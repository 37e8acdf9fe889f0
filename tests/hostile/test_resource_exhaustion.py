"""Documents that expand without bound: commands end in limited time and memory."""

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
# Far more than any build here needs, even on a busy machine.
TIMEOUT = 240
MAX_MEMORY = 4 * 1024**3
YAML = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
OK = {"responses": {"204": {"description": ""}}}
PATTERN = "^(a|aa)+$"
Schemas = Mapping[str, Any]


def build(folder: Path, content: str | bytes, name: str = "x.json") -> tuple[int, str]:
    """Run a build with limited memory and return its exit code and output."""
    write(folder, content, name)
    return codegen(folder, "build", name, "-o", "client", "-q")


def write(folder: Path, content: str | bytes, name: str) -> None:
    encoded = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(encoded)


def codegen(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command with limited memory and return its exit code and output."""
    # The shell sets the limit: a process with threads cannot safely run Python after fork.
    limited = ("sh", "-c", 'ulimit -v "$0" && exec "$@"', str(MAX_MEMORY // 1024))
    command = (sys.executable, "-m", "generator", *arguments)
    process = subprocess.run(
        [*limited, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "CODEGEN_CACHE": ""},
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    output = (process.stdout + process.stderr).decode()
    assert "Traceback" not in output
    assert "internal error" not in output
    return process.returncode, output


def document(schemas: Schemas | None = None, **more: Any) -> str:
    """A document with these schemas."""
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
    """Schemas that each refer to the next; `link` creates one from that reference."""
    links = {f"S{index}": link(ref(f"S{index + 1}")) for index in range(length)}
    return {**links, f"S{length}": end}


def nested(depth: int, link: Any) -> Any:
    """A schema within schemas."""
    schema: Any = {"type": "string"}
    for _ in range(depth):
        schema = link(schema)
    return schema


def alias_bomb(count: int) -> str:
    """YAML in which each level repeats the previous one ten times."""
    steps = "".join(
        f"x-{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, count)
    )
    return f"{YAML}x-0: &l0 [1]\n{steps}"


def merge_keys(count: int, keys: int) -> str:
    """YAML in which each mapping merges the previous one."""
    first = ", ".join(f"k{n}: 1" for n in range(keys))
    steps = "".join(f"x-{n}: &m{n} {{<<: *m{n - 1}}}\n" for n in range(1, count))
    return f"{YAML}x-0: &m0 {{{first}}}\n{steps}"


REJECTED: Mapping[str, tuple[str, str | bytes]] = {
    "aliases of aliases": ("alias-bomb", alias_bomb(10)),
    "alias inside of itself": ("endless-alias", f"{YAML}x-a: &a [*a]\n"),
    "tag that creates objects": (
        "yaml-syntax",
        f"{YAML}x-a: !!python/object/apply:os.system [touch pwned]\n",
    ),
    "tag under another name": (
        "yaml-syntax",
        f"%TAG ! tag:yaml.org,2002:python/\n---\n{YAML}x-a: !object/apply:os.system [ls]",
    ),
    "deeply nested JSON": ("too-deep", '{"a":' * 100_000 + "1" + "}" * 100_000),
    "deeply nested lists": ("too-deep", YAML + "x-a: " + "[" * 100_000),
    "deeply nested blocks": ("too-deep", YAML + "x-a:\n  " + "- " * 100_000),
    "deeply nested keys": ("too-deep", YAML + "? " * 100_000),
    "infinite JSON number": ("json-syntax", '{"x": 1e999999}'),
    "number with too many digits": ("json-syntax", f'{{"x": {"9" * 5000}}}'),
    "hexadecimal number with too many digits": (
        "yaml-syntax",
        f"{YAML}x-a: 0x{'f' * 5000}",
    ),
    "infinite YAML number": ("yaml-syntax", f"{YAML}x-a: -.inf"),
    "lone surrogate": ("json-syntax", '{"x": "\\ud800"}'),
    "UTF-16": ("not-utf-8", document().encode("utf-16")),
    "empty file": ("empty-document", b"\xef\xbb\xbf \n"),
    "zip file": ("not-utf-8", b"PK\x03\x04\xff\xfe" * 100),
    "NUL": ("yaml-syntax", f"{YAML}x-a: \0"),
    "cycle of references": (
        "reference-cycle",
        document(chain(10, lambda schema: schema, ref("S0"))),
    ),
    "allOf of itself": ("reference-cycle", document({"A": {"allOf": [ref("A")]}})),
    "reference to a string": (
        "wrong-reference",
        document(paths={"/a": {"get": {"responses": {"200": {"$ref": "#/openapi"}}}}}),
    ),
    "path of many segments": (
        "long-path",
        document(paths={"/" + "a/" * 100_000: {"get": OK}}),
    ),
    "alternatives of alternatives": (
        "too-many-combinations",
        document(
            chain(
                30,
                lambda schema: {"properties": {"p": {}}, "anyOf": [schema, schema, {}]},
                {"type": "object"},
            )
        ),
    ),
}


@pytest.mark.parametrize("name", REJECTED)
def test_document_is_rejected(tmp_path: Path, name: str) -> None:
    expected_code, content = REJECTED[name]
    is_json = content[:1] in ("{", b"{")
    code, output = build(tmp_path, content, "x.json" if is_json else "x.yaml")
    assert code == 1
    assert f"error[{expected_code}]" in output
    assert len(output) < 20_000
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "x.json" if is_json else "x.yaml"
    ]


# Commands other than `build`, and their exit codes for a document with errors.
COMMANDS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "diff": (("diff", "tiny.json", "{name}"), 1),
    "operations": (("operations", "{name}"), 1),
    "check": (("check", "client", "--spec", "{name}"), 2),
}


def run_command(
    folder: Path, command: str, content: str | bytes, name: str
) -> tuple[int, str]:
    """Run a command other than `build`; `check` gets the client of a tiny document."""
    write(folder, document(), "tiny.json")
    if command == "check":
        code, output = codegen(folder, "build", "tiny.json", "-o", "client", "-q")
        assert code == 0, output
    write(folder, content, name)
    arguments, _ = COMMANDS[command]
    return codegen(folder, *(argument.format(name=name) for argument in arguments))


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", REJECTED)
def test_document_is_rejected_by_other_commands(
    tmp_path: Path, name: str, command: str
) -> None:
    expected_code, content = REJECTED[name]
    is_json = content[:1] in ("{", b"{")
    file_name = "x.json" if is_json else "x.yaml"
    code, output = run_command(tmp_path, command, content, file_name)
    assert code == COMMANDS[command][1], output
    assert f"error[{expected_code}]" in output
    assert len(output) < 20_000


def parameters(**schema: Any) -> str:
    parameter = {"name": "a", "in": "query", "schema": schema}
    return document(paths={"/a": {"get": {**OK, "parameters": [parameter]}}})


BUILT: Mapping[str, str] = {
    "chain of references": document(
        chain(20_000, lambda schema: schema, {"type": "string"})
    ),
    "chain of lists": document(
        chain(2_000, lambda schema: {"type": "array", "items": schema}, {})
    ),
    "allOf of allOf": document(
        chain(60, lambda schema: {"allOf": [schema, schema]}, {"type": "object"})
    ),
    "anyOf of anyOf": document(
        chain(60, lambda schema: {"anyOf": [schema, schema]}, {"type": "string"})
    ),
    "properties of properties": document(
        chain(60, lambda schema: {"properties": {"a": schema, "b": schema}}, {})
    ),
    "colliding names": document(
        {
            "A": {"properties": {"a" + "-" * n: {} for n in range(5_000)}},
            **{"B" + "-" * n: {"properties": {f"p{n}": {}}} for n in range(500)},
        }
    ),
    "many properties": document(
        {"A": {"properties": {f"p{n}": {} for n in range(20_000)}}}
    ),
    "many enum values": document({"A": {"enum": [f"v{n}" for n in range(50_000)]}}),
    "pattern with exponential backtracking": parameters(
        type="string", pattern=PATTERN, default="a" * 80 + "!"
    ),
    "patternProperties with exponential backtracking": parameters(
        type="object", patternProperties={PATTERN: {}}, default={"a" * 80 + "!": 1}
    ),
    "default of a recursive union": document(
        {
            "A": {"anyOf": [ref("A"), {"type": "string"}], "default": 1},
            **chain(
                30,
                lambda schema: {"anyOf": [schema, schema], "default": 1},
                {"type": "null"},
            ),
        }
    ),
    "default with uniqueItems": parameters(
        type="array", uniqueItems=True, default=[{"a": n} for n in range(5_000)]
    ),
    "long description": document(
        {"A": {"type": "string", "description": "a " * 1_000_000}}
    ),
    "nested merge keys": merge_keys(90, 10_000),
    "unclosed HTML tags": document(
        {"A": {"type": "object", "description": "<b>x</b>" + "<a <b " * 200_000}}
    ),
    "nested lists": document(
        {"A": nested(90, lambda schema: {"type": "array", "items": schema})},
    ),
    "chain of unions": document(
        chain(
            60,
            lambda schema: {
                "anyOf": [
                    {"type": "array", "items": schema},
                    {"type": "object", "additionalProperties": schema},
                ]
            },
            {"type": "string"},
        ),
        paths={
            "/a": {
                "post": {
                    **OK,
                    "requestBody": {
                        "content": {"application/json": {"schema": ref("S0")}}
                    },
                }
            }
        },
    ),
    "references of all to all": document(
        {
            f"S{n}": {"properties": {f"r{m}": ref(f"S{m}") for m in range(100)}}
            for n in range(100)
        }
    ),
    "combining marks": document({"A": {"properties": {"\u0301\u0316" * 80_000: {}}}}),
    "pattern of nested groups": parameters(
        type="string", pattern="(" * 1_000 + "a" + ")" * 1_000, default="a"
    ),
    "long name": document({"A" * 10_000: {"properties": {"a" * 10_000: {}}}}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILT)
def test_document_is_built(tmp_path: Path, name: str) -> None:
    content = BUILT[name]
    code, output = build(tmp_path, content, "x.json" if content[0] == "{" else "x.yaml")
    assert (code, "error[" in output) == (0, False), output
    assert (tmp_path / "client" / "client.py").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", BUILT)
def test_document_is_read_by_other_commands(
    tmp_path: Path, name: str, command: str
) -> None:
    content = BUILT[name]
    file_name = "x.json" if content[0] == "{" else "x.yaml"
    code, output = run_command(tmp_path, command, content, file_name)
    assert "error[" not in output
    # The client that is checked is that of another document.
    assert code == (1 if command == "check" else 0), output
