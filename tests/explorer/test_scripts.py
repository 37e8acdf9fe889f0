"""Values, snippets and the search of the pages' script."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from generator.runtime.tools.search import SearchIndex
from tests.explorer.documented import stripe_catalogue, stripe_site, text_of
from tests.explorer.node import run_module

QUERIES = Path(__file__).parents[1] / "tools" / "search_queries" / "stripe.json"
VALUES: list[Any] = [
    None,
    True,
    [False, 0, -1.5, 1e300],
    "",
    'quote " backslash \\ newline \n tab \t',
    "\x00 \x7f \x85 \u2028 \u2029 \ufeff é 😀 {x} '''",
    {},
    [],
    {"a": {"b": [{"c": "d" * 100}, [[["x"]]]]}},
    {'k"': ["long enough to need several lines"] * 4},
]
OPERATION = {
    "tool": "createThing",
    "function": "create_thing",
    "async": "create_thing_async",
    "method": "things.create",
    "package": "things_client",
    "stream": False,
}


def test_python_literals_have_the_same_value(tmp_path: Path) -> None:
    code = """
import { parseJson, toPython } from "./values.js";
console.log(JSON.stringify(data.map((value) => toPython(parseJson(JSON.stringify(value))))));
"""
    literals = run_module(code, VALUES, tmp_path)
    assert [ast.literal_eval(literal) for literal in literals] == VALUES


def test_json_has_the_same_value(tmp_path: Path) -> None:
    code = """
import { parseJson, toJson } from "./values.js";
const texts = data.map((value) => parseJson(JSON.stringify(value)));
console.log(JSON.stringify(texts.map((value) => [toJson(value), toJson(value, "")])));
"""
    for value, texts in zip(VALUES, run_module(code, VALUES, tmp_path), strict=True):
        assert [json.loads(text) for text in texts] == [value, value]


@pytest.mark.parametrize("is_stream", [False, True])
@pytest.mark.parametrize("style", ["function", "method", "async"])
def test_snippets_are_programs(style: str, is_stream: bool, tmp_path: Path) -> None:
    code = """
import { parseJson, snippet } from "./values.js";
const [style, operation, values] = data;
console.log(JSON.stringify(snippet(style, operation, parseJson(JSON.stringify(values)))));
"""
    operation = {**OPERATION, "stream": is_stream}
    values = {"name": "Ada", "tags": ["x" * 60, "y" * 60], "meta": {"a": None}}
    program = run_module(code, [style, operation, values], tmp_path)
    calls = [
        node
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Call) and node.keywords
    ]
    [call] = calls
    arguments = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
    assert arguments == values
    name = {"function": "create_thing", "method": "client.things.create"}.get(style)
    assert ast.unparse(call.func) == (name or "create_thing_async")


def test_files_are_parts_named_by_path(tmp_path: Path) -> None:
    code = """
import { splitFiles, toJson, toPython } from "./values.js";
const file = { t: "file", v: new File(["x"], "a b.png") };
const text = { t: "string", v: "x" };
const many = { t: "array", v: [file, file] };
const values = { t: "object", v: [["one", file], ["many", many], ["note", text]] };
const { files, rest } = splitFiles(values);
console.log(JSON.stringify([files.map(([path]) => path), toJson(rest), toPython(file)]));
"""
    paths, rest, literal = run_module(code, None, tmp_path)
    assert paths == ["one", "many.0", "many.1"]
    assert json.loads(rest) == {"note": "x"}
    assert literal == 'Path("a b.png")'


@pytest.mark.parametrize(
    ("kind", "format_", "text", "value"),
    [
        ("integer", "", "12345678901234567890", "12345678901234567890"),
        ("integer", "", "1.5", None),
        ("integer", "", "007", None),
        ("integer", "unix-time", "1970-01-02T00:00:00Z", "86400"),
        ("number", "", "-1.50", "-1.50"),
        ("number", "", "1,5", None),
        ("boolean", "", "false", False),
        ("string", "date", "2026-01-31", "2026-01-31"),
        ("enum", "json", "12", "12"),
    ],
)
def test_text_of_a_control_becomes_a_value(
    kind: str, format_: str, text: str, value: object, tmp_path: Path
) -> None:
    code = """
import { scalar } from "./form.js";
console.log(JSON.stringify(scalar(...data)?.v ?? null));
"""
    assert run_module(code, [kind, format_, text], tmp_path) == value


def test_search_ranks_as_the_search_of_tools(tmp_path: Path) -> None:
    parts = json.loads(QUERIES.read_text("utf-8"))
    queries = [query for queries in parts.values() for query, _ in queries]
    queries += [
        "PostCustomers",
        "customers.create",
        "/v1/customers/cus_1",
        "get /v1/charges",
    ]
    queries += ["refnd", "top up", "cre", "", "delete a cusotmer", "how many customers"]
    code = """
import { SearchIndex } from "./search.js";
const index = new SearchIndex(data.index);
const found = data.queries.map((query) => index.search(query, 5));
console.log(JSON.stringify(found.map((each) => each.map((i) => index.operations[i][0]))));
"""
    data = {
        "index": json.loads(text_of(stripe_site(), "search.json")),
        "queries": queries,
    }
    found = run_module(code, data, tmp_path)
    index = SearchIndex(stripe_catalogue().operations)
    expected = [
        [operation.tool for operation in index.search(query, 5, is_partial=True)]
        for query in queries
    ]
    assert dict(zip(queries, found, strict=True)) == dict(
        zip(queries, expected, strict=True)
    )
