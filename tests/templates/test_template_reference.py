"""The template reference is complete, and matches what the templates use."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from generator.render.environment import FILTERS, environment
from generator.render.render import TEMPLATES
from generator.render.template_folder import template_folder
from generator.render.template_reference import TEMPLATE_VARIABLES, template_reference
from generator.render.templates import template_loader, template_names

ALWAYS = {"header", "loop"}


def parsed(name: str) -> nodes.Template:
    text = (template_folder() / name).read_text("utf-8")
    return environment(template_loader()).parse(text)


def test_every_template_is_listed() -> None:
    assert set(TEMPLATE_VARIABLES) == set(template_names())


@pytest.mark.parametrize("name", template_names())
def test_template_uses_only_its_variable(name: str) -> None:
    allowed = {TEMPLATE_VARIABLES[name].name} | (
        {"header"} if name in TEMPLATES.values() else set()
    )
    assert find_undeclared_variables(parsed(name)) <= allowed


@pytest.mark.parametrize("name", template_names())
def test_template_uses_only_attributes_of_its_node(name: str) -> None:
    variable, node = TEMPLATE_VARIABLES[name]
    assert is_dataclass(node)
    attributes = {field.name for field in fields(node)} | set(vars(node))
    used = {
        access.attr
        for access in parsed(name).find_all(nodes.Getattr)
        if isinstance(access.node, nodes.Name) and access.node.name == variable
    }
    assert used <= attributes


def test_every_node_filter_and_template_is_described() -> None:
    text = template_reference()
    for name, (variable, node) in TEMPLATE_VARIABLES.items():
        assert f"| `{name}` | `{variable}`: `{node.__name__}` | " in text
        section = text.partition(f"### `{node.__name__}`\n")[2].partition("###")[0]
        assert is_dataclass(node)
        for field in fields(node):
            assert f"- `{field.name}`: `{field.type}`\n" in section
    for name in FILTERS:
        assert f" | {name}" in text


def test_nested_nodes_are_described() -> None:
    text = template_reference()
    for nested in ("FieldDeclaration", "FunctionDeclaration", "IndexEntry"):
        assert f"### `{nested}`\n" in text
    assert "### `Call`" not in text


def test_property_has_type_and_summary() -> None:
    assert (
        "- `are_apart`: `bool`. Whether an empty line separates" in template_reference()
    )
