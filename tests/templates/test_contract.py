"""The contract of the templates: it names each one, and nothing in it is invented."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from generator.render.template_reference import CONTRACT, contract
from generator.render.environment import FILTERS, environment
from generator.render.render import TEMPLATES
from generator.render.templates import template_folder, template_loader, template_names

ALWAYS = {"header", "loop"}


def parsed(name: str) -> nodes.Template:
    text = (template_folder() / name).read_text("utf-8")
    return environment(template_loader()).parse(text)


def test_every_template_has_its_line() -> None:
    assert set(CONTRACT) == set(template_names())


@pytest.mark.parametrize("name", template_names())
def test_a_template_asks_for_its_node_and_nothing_else(name: str) -> None:
    given = {CONTRACT[name].name} | (
        {"header"} if name in TEMPLATES.values() else set()
    )
    assert find_undeclared_variables(parsed(name)) <= given


@pytest.mark.parametrize("name", template_names())
def test_a_template_asks_its_node_for_what_the_contract_says(name: str) -> None:
    variable, node = CONTRACT[name]
    assert is_dataclass(node)
    known = {each.name for each in fields(node)} | set(vars(node))
    asked = {
        each.attr
        for each in parsed(name).find_all(nodes.Getattr)
        if isinstance(each.node, nodes.Name) and each.node.name == variable
    }
    assert asked <= known


def test_every_node_filter_and_template_is_described() -> None:
    text = contract()
    for name, (variable, node) in CONTRACT.items():
        assert f"| `{name}` | `{variable}`: `{node.__name__}` | " in text
        section = text.partition(f"### `{node.__name__}`\n")[2].partition("###")[0]
        assert is_dataclass(node)
        for each in fields(node):
            assert f"- `{each.name}`: `{each.type}`\n" in section
    for name in FILTERS:
        assert f" | {name}" in text


def test_what_nodes_hold_is_described_as_well() -> None:
    text = contract()
    for held in ("FieldDeclaration", "FunctionDeclaration", "IndexEntry"):
        assert f"### `{held}`\n" in text
    assert "### `Call`" not in text


def test_a_property_has_its_type_and_what_it_says() -> None:
    assert "- `are_apart`: `bool`. Whether an empty line divides" in contract()
