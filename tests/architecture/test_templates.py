"""Templates lay text out and decide nothing: what they may be made of."""

from __future__ import annotations

import pytest
from jinja2 import BaseLoader, nodes

from generator.render.environment import environment
from generator.render.render import TEMPLATES
from generator.render.templates import template_folder

FILES = sorted(template_folder().iterdir())
LONGEST = 60

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.With,
    nodes.Include,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Tuple,  # the targets of `for a, b in …`
)
CONSTANTS = (str, int)


def parsed(text: str) -> nodes.Template:
    return environment(BaseLoader()).parse(text)


def offences(node: nodes.Node) -> list[str]:
    """What in a template is more than layout, with its line."""
    found = [] if _is_allowed(node) else [f"{node.lineno}: {type(node).__name__}"]
    for child in node.iter_child_nodes():
        found += offences(child)
    return found


def _is_allowed(node: nodes.Node) -> bool:
    match node:
        case nodes.Const(value=value):
            return type(value) in CONSTANTS
        case nodes.If(test=test, elif_=elif_):
            # A flag that the declaration has, or one of `loop`; never more than that.
            return isinstance(test, nodes.Getattr) and not elif_
        case nodes.For(test=None, recursive=False, iter=each):
            return isinstance(each, (nodes.Name, nodes.Getattr))
        case nodes.For():
            return False
        case nodes.Getattr(node=of):
            return isinstance(of, (nodes.Name, nodes.Getattr))
        case nodes.Tuple(ctx="load"):
            return False
        case _:
            return isinstance(node, ALLOWED)


def test_templates_are_layout_and_nothing_else() -> None:
    found = {path.name: offences(parsed(path.read_text("utf-8"))) for path in FILES}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_templates_can_be_read_at_one_look() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_template_is_in_use() -> None:
    texts = [path.read_text("utf-8") for path in FILES]
    included = {path.name for path in FILES if any(path.name in each for each in texts)}
    declared = {"alias.j2", "model.j2", "typed_dict.j2"}
    assert {path.name for path in FILES} == {*TEMPLATES.values(), *included, *declared}


@pytest.mark.parametrize(
    "text",
    [
        "{{ a + b }}",
        "{{ a ~ b }}",
        "{{ a.b() }}",
        "{{ a['b'] }}",
        "{{ 'x' if a.b else 'y' }}",
        "{{ [a, b] }}",
        "{{ (a, b) }}",
        "{% if a == 1 %}{% endif %}",
        "{% if a.b and a.c %}{% endif %}",
        "{% if a.b %}{% elif a.c %}{% endif %}",
        "{% if not a.b %}{% endif %}",
        "{% if a.b is defined %}{% endif %}",
        "{% if a %}{% endif %}",
        "{% for a in b if a.c %}{% endfor %}",
        "{% for a in b | sort %}{% endfor %}",
        "{% for a in b() %}{% endfor %}",
        "{% set a = 1 %}",
        "{% macro a() %}{% endmacro %}",
        "{% extends 'a' %}",
        "{% block a %}{% endblock %}",
        "{% import 'a' as b %}",
        "{% filter upper %}{% endfilter %}",
    ],
)
def test_a_decision_in_a_template_is_found(text: str) -> None:
    assert offences(parsed(text)) != []
