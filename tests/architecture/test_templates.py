"""Templates only lay out text: the syntax that they may use."""

from __future__ import annotations

import pytest
from jinja2 import BaseLoader, nodes

from generator.render.environment import environment
from generator.render.render import TEMPLATES
from generator.render.template_folder import template_folder
from tests.architecture.modules import GENERATOR

FOLDER = template_folder()
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())
# Those of the pages of `codegen explore`.
PAGES = sorted((FOLDER / "explorer").glob("*.j2"))
MAX_LINES = 60

ALLOWED_NODES = (
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
CONSTANT_TYPES = (str, int)


def parse(template: str) -> nodes.Template:
    return environment(BaseLoader()).parse(template)


def violations(node: nodes.Node) -> list[str]:
    """The syntax in a template that is more than layout, with line numbers."""
    lines = [] if _is_allowed(node) else [f"{node.lineno}: {type(node).__name__}"]
    for child in node.iter_child_nodes():
        lines += violations(child)
    return lines


def _is_allowed(node: nodes.Node) -> bool:
    match node:
        case nodes.Const(value=value):
            return type(value) in CONSTANT_TYPES
        case nodes.If(test=test, elif_=elif_):
            # Only a flag of the declaration or of `loop`.
            return isinstance(test, nodes.Getattr) and not elif_
        case nodes.For(test=None, recursive=False, iter=iterable):
            return isinstance(iterable, (nodes.Name, nodes.Getattr))
        case nodes.For():
            return False
        case nodes.Getattr(node=value):
            return isinstance(value, (nodes.Name, nodes.Getattr))
        case nodes.Tuple(ctx="load"):
            return False
        case _:
            return isinstance(node, ALLOWED_NODES)


def test_templates_are_layout_only() -> None:
    by_file = {
        path.name: violations(parse(path.read_text("utf-8")))
        for path in (*FILES, *PAGES)
    }
    assert {name: lines for name, lines in by_file.items() if lines} == {}


def test_templates_have_at_most_60_lines() -> None:
    lengths = {
        path.name: len(path.read_text("utf-8").splitlines())
        for path in (*FILES, *PAGES)
    }
    assert {
        name: length for name, length in lengths.items() if length > MAX_LINES
    } == {}


def test_every_template_is_used() -> None:
    sources = [path.read_text("utf-8") for path in FILES]
    included = {
        path.name for path in FILES if any(path.name in source for source in sources)
    }
    declared = {"alias.j2", "model.j2", "typed_dict.j2"}
    assert {path.name for path in FILES} == {*TEMPLATES.values(), *included, *declared}


def test_every_template_of_pages_is_used() -> None:
    sources = [path.read_text("utf-8") for path in PAGES]
    renderer = (GENERATOR / "explorer" / "rendering.py").read_text("utf-8")
    assert [
        path.name
        for path in PAGES
        if not any(f'"explorer/{path.name}"' in source for source in sources)
        and f'"{path.name}"' not in renderer
    ] == []


@pytest.mark.parametrize(
    "template",
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
def test_logic_in_a_template_is_a_violation(template: str) -> None:
    assert violations(parse(template)) != []
