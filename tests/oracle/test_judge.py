"""The judge finds what a diff overlooks, and what it only imagines."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from generator import BuildRequest, DocumentRequest
from generator.interface_diff.compare.change import Change
from generator.interface_diff.rules.rule import Rule
from generator.workflows.build import build
from tests.hostile.clients import compile_document
from tests.oracle import judge as judge_module
from tests.oracle.client_source import ClientSource, WireArgument, read_client
from tests.oracle.documents import draw_document
from tests.oracle.draw_example import draw_example
from tests.oracle.judge import Example, judge, renamed_in_silence, to_yaml
from tests.oracle.mutations import MUTATIONS
from tests.oracle.report import describe, table

DOCUMENT: Any = {
    "openapi": "3.0.3",
    "info": {"title": "Users", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "components": {
        "schemas": {
            "Error": {"type": "object", "properties": {"message": {"type": "string"}}},
            "User": {"type": "object", "properties": {"name": {"type": "string"}}},
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
    "paths": {
        "/users/{id}": {
            "post": {
                "operationId": "updateUser",
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string"},
                    },
                    {
                        "name": "tags",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "string"}},
                    },
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/User"}
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "The user",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/User"}
                            }
                        },
                    },
                    "404": {
                        "description": "No user",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Error"}
                            }
                        },
                    },
                },
            }
        }
    },
}
OPERATION = ("paths", "/users/{id}", "post")


def changed(*path: Any, to: Any) -> Example:
    """Return an example that replaces one value of the document; `None` removes it."""
    new = copy.deepcopy(DOCUMENT)
    parent = new
    for token in path[:-1]:
        parent = parent[token]
    if to is None:
        del parent[path[-1]]
    else:
        parent[path[-1]] = to
    return Example(DOCUMENT, new, "by hand")


BREAKING = {
    "field": changed("components", "schemas", "User", "properties", "name", to=None),
    "argument": changed(*OPERATION, "parameters", 1, to=None),
    "credentials": changed(*OPERATION, "security", to=[{"key": []}]),
    "required property": changed(
        *("components", "schemas", "User"),
        to={
            "type": "object",
            "required": ["email"],
            "properties": {"name": {"type": "string"}, "email": {"type": "string"}},
        },
    ),
}
ON_THE_WIRE = {
    "error body": changed(*OPERATION, "responses", "404", "content", to=None),
    "style": changed(*OPERATION, "parameters", 1, "explode", to=False),
    "server": changed(*OPERATION, "servers", to=[{"url": "https://eu.example.com"}]),
    "wire name": changed(*OPERATION, "parameters", 1, "name", to="Tags"),
}
HARMLESS = {
    "description": changed(*OPERATION, "description", to="Change a user."),
    "title": changed("info", "version", to="2"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the type checker keeps its cache from test to test."""
    return tmp_path_factory.mktemp("judge")


def verdicts(
    examples: list[Example], folder: Path, changes: list[Change]
) -> list[set[str]]:
    """Return the verdicts about a diff that lists these changes, whatever happened."""
    with patch.object(
        judge_module, "diff", lambda request: SimpleNamespace(changes=changes)
    ):
        judgement = judge(examples, folder)
    assert judgement.program_errors == []
    assert judgement.judged == len(examples)
    return [
        {
            v.verdict.partition(" (")[0]
            for v in judgement.violations
            if v.example is example
        }
        for example in examples
    ]


def change(rule_id: str, *, breaking: bool) -> Change:
    rule = Rule(
        rule_id, "operation", "changed", breaking, "changed", "Something changed."
    )
    return Change(rule, "users", "users.update")


def test_silent_diff_is_found_out(folder: Path) -> None:
    examples = [*BREAKING.values(), *ON_THE_WIRE.values(), *HARMLESS.values()]
    found = dict(
        zip(
            [*BREAKING, *ON_THE_WIRE, *HARMLESS],
            verdicts(examples, folder, []),
            strict=True,
        )
    )
    assert found == {
        **{name: {"MISSED BREAK"} for name in BREAKING},
        **{name: {"UNLISTED"} for name in ON_THE_WIRE},
        **{name: set() for name in HARMLESS},
    }


def test_false_alarm_is_found_out(folder: Path) -> None:
    changes = [change("operation-removed", breaking=True)]
    found = verdicts(list(HARMLESS.values()), folder, changes)
    assert found == [{"FALSE ALARM"}] * len(HARMLESS)


def test_harmless_change_may_be_listed(folder: Path) -> None:
    changes = [change("route-changed", breaking=False)]
    examples = [*HARMLESS.values(), *ON_THE_WIRE.values()]
    assert verdicts(examples, folder, changes) == [set()] * len(examples)


def test_rename_without_reason_is_found_out(folder: Path) -> None:
    harmless = Example(DOCUMENT, HARMLESS["description"].new, "describe everything")
    changes = [change("type-renamed", breaking=True)]
    assert verdicts([harmless], folder, changes) == [{"FALSE ALARM", "NAME NOT KEPT"}]


def test_argument_that_changes_its_meaning_is_found_out(tmp_path: Path) -> None:
    document = tmp_path / "document.yaml"
    document.write_text(to_yaml(DOCUMENT))
    build(BuildRequest(DocumentRequest(document), tmp_path / "client"))
    old = read_client(tmp_path / "client")
    [function] = old.functions
    in_body, in_query = function.wire["name"], WireArgument("query", "name")

    def rebuilt(**wire: WireArgument) -> ClientSource:
        return replace(old, functions=(replace(function, wire=wire),))

    assert in_body == WireArgument("body", "name")
    assert renamed_in_silence(old, old) == []
    # It is sent in another place, and is still the same argument of the document.
    assert renamed_in_silence(old, rebuilt(name=in_query)) == []
    [finding] = renamed_in_silence(old, rebuilt(name=in_query, name_body=in_body))
    assert "update_user(name=…)" in finding


def test_report_names_the_mutation_and_the_evidence(folder: Path) -> None:
    with patch.object(
        judge_module, "diff", lambda request: SimpleNamespace(changes=[])
    ):
        [violation, _] = judge([ON_THE_WIRE["style"]], folder).violations
    text = describe(violation)
    assert "UNLISTED (client and document): by hand" in text
    assert re.search(r"^ +\+ +explode: false$", text, re.MULTILINE)
    assert "tags=tags0,tags1" in text
    assert "no changes" in text
    assert "1  UNLISTED (client and document)" in table([violation])


def _documents() -> Iterator[Any]:
    return (draw_document(Random(seed)) for seed in range(25))


def test_made_up_documents_are_valid() -> None:
    for tree in _documents():
        assert compile_document(tree) is not None


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_mutation_applies(mutation: Any) -> None:
    example = draw_example(Random(1), mutation.name)
    assert example.new != example.old or repr(example.new) != repr(example.old)
    assert compile_document(example.new) is not None
