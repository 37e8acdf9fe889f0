"""The runtime that a client carries: what it needs, all of it, and nothing else."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tokenize import (
    COMMENT,
    DEDENT,
    ENCODING,
    ENDMARKER,
    INDENT,
    NEWLINE,
    NL,
    STRING,
    tokenize,
)

import pytest

from generator.python.runtime_features import FEATURES
from generator.python.runtime_files import runtime_files
from tests.architecture.modules import REPOSITORY
from tests.cases.building import CASES, RUNTIME, compiled
from tests.catalogue.recorded_calls import compiled_with_tools
from tests.compiling import compiled_client

LAYOUT = (COMMENT, DEDENT, ENCODING, ENDMARKER, INDENT, NL)

# The runtime of a client of one GET with a bearer token. Lower the limit when it shrinks.
MOST_CODE_LINES_FOR_ONE_GET = 4840
MOST_LINES_FOR_ONE_GET = 7940

ONE_GET = """
openapi: 3.1.0
info: {title: One, version: "1"}
servers: [{url: "https://one.example"}]
security: [{token: []}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: A pet.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Pet"}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: string}
        name: {type: string}
"""

LAZY_MODULE = re.compile(r"(\.+)(_runtime\.[\w.]+)")

each_case = pytest.mark.parametrize("case", CASES)


def modules_of(files: Mapping[str, bytes]) -> dict[str, ast.Module]:
    """The Python modules of a client by dotted name; packages are named like modules."""
    return {
        path.removesuffix(".py")
        .removesuffix("/__init__")
        .replace("/", "."): ast.parse(content)
        for path, content in files.items()
        if path.endswith(".py") and path != "__init__.py"
    } | {"": ast.parse(files["__init__.py"])}


def imported(module: str, is_package: bool, tree: ast.Module) -> Iterator[list[str]]:
    """What the imports of a module name, relative or lazy: a module, or a name in one."""
    parts = module.split(".") if module else []
    package = parts if is_package else parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) + 1 - node.level]
            base += node.module.split(".") if node.module else []
            for alias in node.names:
                yield [".".join(base), ".".join([*base, alias.name])]
        elif isinstance(node, ast.Constant) and (
            lazy := LAZY_MODULE.fullmatch(str(node.value))
        ):
            # A module whose names a package imports on first access.
            base = package[: len(package) + 1 - len(lazy[1])]
            yield [".".join([*base, lazy[2]])] * 2


def imported_runtime(files: Mapping[str, bytes]) -> tuple[set[str], set[str]]:
    """The runtime modules that some module imports, and imports that lead nowhere."""
    modules = modules_of(files)
    packages = {
        path.removesuffix("__init__.py").strip("/").replace("/", ".")
        for path in files
        if path.endswith("__init__.py")
    }
    reached: set[str] = set()
    broken: set[str] = set()
    waiting = [name for name in modules if not name.startswith("_runtime")]
    while waiting:
        name = waiting.pop()
        for base, inside in imported(name, name in packages, modules[name]):
            target = inside if inside in modules else base
            if target not in modules:
                broken.add(f"{name}: {inside}")
            elif target.startswith("_runtime") and target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached, broken


@each_case
def test_imports_of_a_client_resolve(case: str) -> None:
    assert imported_runtime(compiled(case))[1] == set()


@each_case
def test_client_carries_only_reachable_runtime_modules(case: str) -> None:
    files = compiled(case)
    reached, _ = imported_runtime(files)
    carried = {
        path.removesuffix(".py").replace("/", ".")
        for path in files
        if path.startswith(RUNTIME) and not path.endswith("__init__.py")
    }
    assert carried - reached == set()


def test_every_feature_is_used_by_a_case() -> None:
    carried = {path for case in CASES for path in compiled(case)}
    # Tools are not part of a client unless the user asks for them.
    carried |= compiled_with_tools("json_body").keys()
    assert {file.path for file in runtime_files()} == {
        path for path in carried if path.startswith(RUNTIME)
    }


def test_feature_names_are_distinct() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)


def count_code_lines(source: bytes) -> int:
    """Count the lines with code: neither blank nor part of a comment or docstring."""
    lines: set[int] = set()
    starts_statement = True
    for token in tokenize(io.BytesIO(source).readline):
        if token.type in LAYOUT:
            continue
        if token.type == NEWLINE:
            starts_statement = True
            continue
        if not (starts_statement and token.type == STRING):
            lines.update(range(token.start[0], token.end[0] + 1))
        starts_statement = False
    return len(lines)


def test_code_lines_exclude_prose() -> None:
    source = (
        b'"""A\nB"""\n\n# C\nx = """a\nb"""\ndef f():\n    "D"\n    return 1  # E\n'
    )
    assert count_code_lines(source) == 4


def test_client_of_one_get_has_a_small_runtime(tmp_path: Path) -> None:
    document = tmp_path / "one.yaml"
    document.write_text(ONE_GET)
    files = compiled_client(document).files
    lines = sum(
        count_code_lines(file.content)
        for file in files
        if file.path.startswith(RUNTIME) and file.path.endswith(".py")
    )
    assert lines <= MOST_CODE_LINES_FOR_ONE_GET
    everything = sum(
        file.content.count(b"\n")
        for file in files
        if file.path.startswith(RUNTIME) and file.path.endswith(".py")
    )
    assert everything <= MOST_LINES_FOR_ONE_GET


def test_client_of_stripe_has_neither_oauth2_nor_streams() -> None:
    folder = REPOSITORY / "generated" / "stripe_client" / "_runtime"
    assert not (folder / "auth" / "oauth2.py").exists()
    assert not (folder / "streaming").exists()
    root = (folder.parent / "__init__.py").read_text("utf-8")
    assert "ClientCredentials" not in root
    assert "expanded" in root


@pytest.mark.parametrize(
    ("case", "expected"), [("pages_by_token", False), ("expandable_fields", True)]
)
def test_expandable_names_are_exported_only_where_needed(
    case: str, expected: bool
) -> None:
    root = compiled(case)["__init__.py"].decode()
    assert ("identifier" in root) is expected
