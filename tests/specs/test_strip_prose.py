"""`specs/strip_prose.py`: the prose goes, the facts stay, and the layout is stable."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "specs" / "strip_prose.py"
SCRIPT_NAMES = runpy.run_path(str(SCRIPT))
strip_prose = SCRIPT_NAMES["strip_prose"]
format_json = SCRIPT_NAMES["format_json"]

PROSE = {"description": "words", "summary": "words"}


def document(**fields: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, **fields}


def schema(**fields: Any) -> dict[str, Any]:
    return document(components={"schemas": {"A": fields}})


@pytest.mark.parametrize(
    ("tree", "stripped"),
    [
        (
            document(info={"title": "t", **PROSE, "version": "1"}),
            document(),
        ),
        (
            document(tags=[{"name": "a", **PROSE}], servers=[{"url": "/", **PROSE}]),
            document(tags=[{"name": "a"}], servers=[{"url": "/"}]),
        ),
        (
            document(paths={"/a": {**PROSE, "get": {**PROSE, "operationId": "g"}}}),
            document(paths={"/a": {"get": {"operationId": "g"}}}),
        ),
        (
            schema(**PROSE, properties={"a": {"type": "string", **PROSE}}),
            schema(properties={"a": {"type": "string"}}),
        ),
        (
            schema(allOf=[{**PROSE, "items": {**PROSE, "not": PROSE}}]),
            schema(allOf=[{"items": {"not": {}}}]),
        ),
    ],
)
def test_prose_goes(tree: dict[str, Any], stripped: dict[str, Any]) -> None:
    assert strip_prose(tree) == stripped


@pytest.mark.parametrize(
    "tree",
    [
        schema(properties={"description": {"type": "string"}, "summary": {}}),
        schema(required=["description"], enum=["summary"]),
        schema(example=PROSE, default=PROSE, const=PROSE),
        schema(**{"x-words": PROSE}),
        schema(properties={"a": {"examples": [PROSE]}}),
        document(components={"schemas": {"description": {}, "summary": True}}),
        document(paths={"/description": {}, "x-paths": PROSE}),
        document(tags="no list", servers={"url": "no list either"}),
    ],
)
def test_what_only_bears_the_name_stays(tree: dict[str, Any]) -> None:
    assert strip_prose(tree) == tree


def test_a_response_keeps_the_description_it_must_have() -> None:
    reference = {"$ref": "#/components/responses/R", "description": "words"}
    response = {"description": "words", "headers": {"H": {"description": "words"}}}
    responses = {"200": response, "404": reference, "x-200": PROSE}
    stripped = strip_prose(document(paths={"/a": {"get": {"responses": responses}}}))
    assert stripped["paths"]["/a"]["get"]["responses"] == {
        "200": {"description": "", "headers": {"H": {}}},
        "404": {"$ref": "#/components/responses/R"},
        "x-200": PROSE,
    }


def test_the_order_stays() -> None:
    tree = document(paths={"/b": {}, "/a": {"put": {}, **PROSE, "get": {}}})
    stripped = strip_prose(tree)
    assert list(stripped["paths"]) == ["/b", "/a"]
    assert list(stripped["paths"]["/a"]) == ["put", "get"]


def test_small_flat_values_stand_on_a_line() -> None:
    tree = {"a": {"b": [1, "é"], "c": {}, "d": ["x" * 99, "y"]}, "e": [[], {"f": None}]}
    assert format_json(tree) == (
        "{\n"
        '  "a": {\n'
        '    "b": [1, "é"],\n'
        '    "c": {},\n'
        '    "d": [\n'
        f'      "{"x" * 99}",\n'
        '      "y"\n'
        "    ]\n"
        "  },\n"
        '  "e": [\n'
        "    [],\n"
        '    {"f": null}\n'
        "  ]\n"
        "}\n"
    )


def test_no_line_that_could_be_broken_is_wider_than_the_width() -> None:
    text = format_json({f"k{width}": {"v": "x" * width} for width in range(60, 110)})
    lines = text.splitlines()
    assert max(len(line) for line in lines if '"k' in line) <= 100
    assert json.loads(text)["k60"] == {"v": "x" * 60}


def test_the_document_that_comes_along_is_as_the_script_leaves_it() -> None:
    text = (SCRIPT.parent / "stripe.json").read_text(encoding="utf-8")
    assert format_json(strip_prose(json.loads(text))) == text


def test_it_runs_from_the_shell(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(schema(**PROSE)))
    subprocess.run(
        [sys.executable, str(SCRIPT), "in.json", "out.json"], cwd=tmp_path, check=True
    )
    assert json.loads((tmp_path / "out.json").read_text()) == schema()
    told = subprocess.run(
        [sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False
    )
    assert (told.returncode, "usage:" in told.stderr) == (2, True)
