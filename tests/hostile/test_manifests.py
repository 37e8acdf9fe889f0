"""Manifests that mean harm: a build reports them, or writes a client that can be imported."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import run
from generator.frontend.analyze import analyze
from generator.frontend.open_document import OpenedDocument
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.source.load import Source
from generator.workflows.compile_client import (
    ClientPlan,
    CompiledClient,
    compile_client,
)
from tests.hostile.clients import import_client, python_files, write_client
from tests.property_settings import examples

_TEXT = {"type": "string"}
_PET = {
    "type": "object",
    "properties": {
        "name": _TEXT,
        "Tag-List": {"type": "array", "items": _TEXT},
        "kind": {"enum": ["cat", "dog"]},
        "home": {"type": "object", "properties": {"street": _TEXT}},
    },
}
_JSON_PET = {"application/json": {"schema": {"$ref": "#/components/schemas/pet"}}}
_ERROR = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"enum": ["gone", "too_late"]}, "message": _TEXT},
}
_RESPONSES = {
    "200": {"description": "", "content": _JSON_PET},
    "default": {"description": "", "content": {"application/json": {"schema": _ERROR}}},
}


def _parameter(name: str, location: str) -> dict[str, Any]:
    is_required = location == "path"
    return {"name": name, "in": location, "required": is_required, "schema": _TEXT}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "servers": [
        {
            "url": "https://{region}.a.example",
            "variables": {"region": {"default": "eu"}},
        },
        {"url": "https://b.example", "description": "Sandbox"},
    ],
    "security": [{"key": []}, {"token": []}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "tags": ["pets"],
                "parameters": [
                    _parameter("page-size", "query"),
                    _parameter("Trace-ID", "header"),
                ],
                "responses": _RESPONSES,
            },
            "post": {
                "operationId": "addPet",
                "tags": ["pets"],
                "requestBody": {
                    "content": {
                        media_type: {"schema": {"$ref": "#/components/schemas/pet"}}
                        for media_type in (
                            "application/json",
                            "application/x-www-form-urlencoded",
                        )
                    }
                },
                "responses": _RESPONSES,
            },
        },
        "/pets/{id}/人事": {
            "get": {
                "operationId": "getPet",
                "parameters": [_parameter("id", "path")],
                "responses": _RESPONSES,
            },
        },
    },
    "webhooks": {
        "petAdded": {
            "post": {
                "requestBody": {"content": _JSON_PET},
                "responses": {"204": {"description": ""}},
            }
        }
    },
    "components": {
        "schemas": {"pet": _PET},
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "token": {"type": "http", "scheme": "bearer"},
        },
    },
}

NAMES = [
    *("class", "match", "None", "__init__", "__class__", "_client", "ﬁ", "Å", "a b"),
    *("raw", "save", "with_options", "call", "client", "options", "locals", "self"),
    *("list", "str", "print", "Model", "UNSET", "Endpoint", "annotations", "errors"),
    *("os", "import os", "x()", "a.b", "pets", "Pets", "PETS", "con", "nul", "aux"),
    *("../../etc", "/etc/passwd", "https://evil.example", "a/b", "a\\b", "", "\ud800"),
    *("Pet", "pet", "PetDict", "AsyncPets", "list_pets_async", "ApiError", "\n", "人"),
]
# What the names of a manifest consist of.
_WORD = re.compile(r"\w+")


def _strings(value: Any) -> list[tuple[Any, Any]]:
    """The containers of the strings in a JSON value, each with the key of the string."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return [
        found
        for key, item in list(pairs)
        for found in (
            _strings(item) if isinstance(item, dict | list) else [(value, key)]
        )
    ]


@st.composite
def mutated_names(draw: st.DrawFn) -> Any:
    """The names of a manifest, in which some are replaced by others."""
    names = deepcopy(_names())
    name = st.sampled_from(NAMES) | st.text(max_size=5)
    junk = st.sampled_from([None, 1, 1.5, True, [], {}, [["a", "b"]], {"a": {"b": 1}}])
    for _ in range(draw(st.integers(1, 4))):
        container, key = draw(st.sampled_from(_strings(names)))
        text = container[key]
        words = list(_WORD.finditer(text)) if isinstance(text, str) else []
        action = draw(st.sampled_from(["word", "word", "word", "name", "key", "junk"]))
        if action == "word" and words:
            word = draw(st.sampled_from(words))
            container[key] = text[: word.start()] + draw(name) + text[word.end() :]
        elif action == "name":
            container[key] = f"{text}={draw(name)}"
        elif action == "key" and isinstance(container, dict):
            container[draw(name)] = container.pop(key)
        else:
            # A copy: the same list twice could become a member of itself.
            container[key] = deepcopy(draw(junk))
    return names


def _compile(lock: NameLock) -> CompiledClient:
    text = json.dumps(DOCUMENT)
    source = Source("random.json", text, json.loads(text), "0" * 64, "json")
    analysis = analyze(OpenedDocument(source), lock=lock)
    return compile_client(analysis, ClientPlan("random_client"))


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = json.loads(
        json.dumps(_compile(EMPTY_LOCK).declared.lock.to_json())
    )
    # A manifest lists names of these kinds only if they do not follow from the document.
    names["resources"] = {"pets": "Animals"}
    names["types"] = {"#/components/schemas/pet": "Animal"}
    names["webhooks"] = "petAdded=on_pet"
    return names


@examples(15, with_slow=300)
@given(mutated_names())
def test_random_names_are_rejected_or_give_a_client(
    tmp_path_factory: pytest.TempPathFactory, names: Any
) -> None:
    try:
        lock = NameLock.from_json(names)
    except (ValueError, TypeError, AttributeError):
        return
    client = _compile(lock)
    for path, content in python_files(client).items():
        compile(content, path, "exec")
    root = write_client(client, tmp_path_factory.mktemp("client"))
    with import_client(root) as modules:
        [client_module] = [
            each for each in modules if each.__name__.endswith(".client")
        ]
        created = client_module.Client("key", base_url="https://a.example")
        assert callable(created.with_options)
        assert callable(created.raw)
        for key, operation in client.declared.api_slice.names.operations.items():
            value: Any = created
            for part in operation.method.path.split("."):
                value = getattr(value, part)
            assert callable(value), key
    # The names that were kept are kept by the next build, too.
    again = NameLock.from_json(json.loads(json.dumps(client.declared.lock.to_json())))
    assert _compile(again).files == client.files


def _sign(manifest: dict[str, Any]) -> str:
    """The text of a manifest, with a digest as if codegen had written it."""
    content = {name: value for name, value in manifest.items() if name != "sha256"}
    text = json.dumps(content, sort_keys=True)
    return json.dumps(content | {"sha256": hashlib.sha256(text.encode()).hexdigest()})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a document `d.json` and its client `client`."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "d.json").write_text(json.dumps(DOCUMENT))
    assert (
        run(["build", str(folder / "d.json"), "-o", str(folder / "client"), "-q"]) == 0
    )
    return folder


def _edit(path: Path, edit: Callable[[dict[str, Any]], None]) -> bytes:
    """Edit a manifest and sign it; the content before."""
    before = path.read_bytes()
    manifest = json.loads(before)
    edit(manifest)
    path.write_text(_sign(manifest))
    return before


def _method(path: str) -> Callable[[dict[str, Any]], None]:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["names"]["operations"] = {"pets": f"addPet={path} listPets=pets.list"}

    return edit


@pytest.mark.parametrize(
    ("path", "is_kept"),
    [
        ("pets.add_all", True),
        ("pets.人", True),
        ("raw.a", False),
        ("save.list", False),
        ("with_options.a", False),
        ("pets.call", False),
        ("pets.list.add", False),
        ("pets.list", False),
        ("pets", None),
        ("pets.class", None),
        ("pets.__init__", None),
        ("pets._client", None),
        ("pets.ﬁ", None),
        ("pets.Add", None),
        ("pets..add", None),
        ("../etc.add", None),
    ],
)
def test_method_is_kept_passed_over_or_rejected(
    built: Path, path: str, is_kept: bool | None, capsys: pytest.CaptureFixture[str]
) -> None:
    client = built / "client"
    before = _edit(client / "codegen.json", _method(path))
    try:
        code = run(["build", str(built / "d.json"), "-o", str(client), "-q"])
        assert code == (1 if is_kept is None else 0)
        errors = capsys.readouterr().err
        if is_kept is None:
            assert "error[bad-manifest]" in errors
            return
        process = subprocess.run(
            [sys.executable, "-c", _use(path if is_kept else "pets")],
            cwd=built,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
        )
        assert process.returncode == 0, process.stderr
    finally:
        (client / "codegen.json").write_bytes(before)
        assert (
            run(
                [
                    "build",
                    str(built / "d.json"),
                    "-o",
                    str(client),
                    "-q",
                    "--force",
                    "--fresh-names",
                ]
            )
            == 0
        )


def _use(path: str) -> str:
    return (
        "from client import Client; c = Client('k', base_url='https://a.example'); "
        f"c.{path}; c.pets.list; c.with_options(); c.raw"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("package", "../../etc"),
        ("package", "class"),
        ("package", 5),
        ("options", {"runtime": "../etc"}),
        ("options", {"runtime": "/etc/x"}),
        ("options", {"methods": {"addPet": "pets.class"}}),
        ("options", {"output": "/etc"}),
        ("options", {"credentials-env": "a b"}),
        ("options", {"conventions": {"option-headers": {"__init__": "X"}}}),
        ("options", {"paging": {"listPets": {"page": {}}}}),
        ("options", []),
        ("names", {"secret": 5}),
        ("names", {"types": [[]]}),
        ("names", [1]),
        ("files", {"../../etc/passwd": "ab"}),
        ("files", {"/etc/passwd": "ab"}),
        ("files", {"C:\\x": "ab"}),
        ("files", {"a.py": 5}),
        ("document", {"title": "T", "version": "1", "sha256": None}),
        ("generator", None),
        ("left-out", [5]),
    ],
)
@pytest.mark.parametrize("command", ["check", "diff"])
def test_invalid_content_is_reported(
    built: Path,
    command: str,
    name: str,
    value: object,
    capsys: pytest.CaptureFixture[str],
) -> None:
    manifest = built / "client/codegen.json"
    before = _edit(manifest, lambda content: content.update({name: value}))
    arguments = [command, str(built / "client")]
    try:
        code = run(
            [*arguments, *([str(built / "d.json")] if command == "diff" else [])]
        )
    finally:
        manifest.write_bytes(before)
    assert code != 0
    assert "error[bad-manifest]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff",
        b'"a"',
        b"1" * 10_000,
        b"null",
        b"<<<<<<< HEAD",
    ],
)
@pytest.mark.parametrize("command", ["build", "check", "diff"])
def test_damaged_manifest_is_reported(
    built: Path, command: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest, document = built / "client/codegen.json", str(built / "d.json")
    arguments = {
        "build": ["build", document, "-q", "-o", str(built / "client")],
        "check": ["check", str(built / "client"), "--spec", document],
        "diff": ["diff", str(built / "client"), document],
    }
    before = manifest.read_bytes()
    manifest.write_bytes(content)
    try:
        assert run(arguments[command]) != 0
    finally:
        manifest.write_bytes(before)
    assert "error[bad-manifest]" in capsys.readouterr().err


def test_manifest_of_unlimited_size_is_reported(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "codegen.json").open("wb") as file:
        file.truncate(1 << 40)
    assert run(["check", str(tmp_path)]) == 2
    assert "error[bad-manifest]" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_manifest_that_is_a_pipe_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "codegen.json")
    assert run(["check", str(tmp_path)]) == 2
    assert "error[bad-manifest]" in capsys.readouterr().err
