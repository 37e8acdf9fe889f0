"""The reference of the templates, as Markdown: the node of each, derived from the declarations."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import NamedTuple

from generator.python import declarations
from generator.python.declarations import (
    AliasDeclaration,
    DictDeclaration,
    ModelDeclaration,
    Readme,
)
from generator.python.imports import Imports
from generator.render.environment import FILTERS
from generator.render.render import TEMPLATES
from generator.render.templates import template_names


class TemplateVariable(NamedTuple):
    """The variable of a template: its name, and the class of its node."""

    name: str
    node: type


def _variables() -> dict[str, TemplateVariable]:
    return {
        **{
            template: TemplateVariable("module", node)
            for node, template in TEMPLATES.items()
        },
        **{
            node.template: TemplateVariable("declaration", node)
            for node in (AliasDeclaration, DictDeclaration, ModelDeclaration)
        },
        "imports.j2": TemplateVariable("imports", Imports),
        "readme_arriving.j2": TemplateVariable("module", Readme),
        "readme_client.j2": TemplateVariable("module", Readme),
        "readme_method.j2": TemplateVariable("module", Readme),
        "readme_topics.j2": TemplateVariable("module", Readme),
    }


TEMPLATE_VARIABLES: Mapping[str, TemplateVariable] = MappingProxyType(_variables())

_WORD = re.compile(r"\w+")

_INTRODUCTION = """\
# Custom templates

codegen lays out each file of a client with one of these
[Jinja](https://jinja.palletsprojects.com) templates. Templates in a folder of yours replace them:

    codegen build openapi.yaml --templates this-folder

Keep the templates you change and delete the others: codegen's own improve with every version.

- A template has one variable, a frozen node; the table below lists its name. Templates of whole
  files also have `header`, the comment on their first line. Undefined attributes are errors.
- `{% include "codegen/model.j2" %}` inserts the output of codegen's template of that name.
- Files whose names begin with `_` are partial templates for you to include; other unknown names
  are errors. Hidden files and this README are ignored.
- black formats the Python that your templates lay out, so white space does not matter. Pin the
  version of black if several people build the same client.
- Templates run in Jinja's sandbox: they lay out text, but cannot open files or run code.
- Nodes and filters may change between versions of codegen; the changelog lists the changes.
"""

_ABOUT_NODES = """\
An `Expr` is a Python expression before layout: filters split it across lines, `flat` puts it on
one. An `ImportGroup` lists modules with the names imported from them:
`tuple[tuple[str, tuple[str, ...]], ...]`.
"""


def template_reference() -> str:
    """Return the reference: the variable of each template, the nodes, and the filters."""
    return "\n".join([_INTRODUCTION, *_templates(), *_nodes(), *_filters()])


def _templates() -> Iterator[str]:
    yield from ("## Templates", "", "| template | variable | |", "|---|---|---|")
    for template in template_names():
        name, node = TEMPLATE_VARIABLES[template]
        yield f"| `{template}` | `{name}`: `{node.__name__}` | {_first_line(node)} |"
    yield ""


def _nodes() -> Iterator[str]:
    yield from ("## Nodes", "")
    yield _ABOUT_NODES
    for node in _all_nodes():
        yield from (f"### `{node.__name__}`", "", inspect.getdoc(node) or "", "")
        for field in fields(node):
            yield f"- `{field.name}`: `{field.type}`"
        for name, member in inspect.getmembers(node, _is_property):
            annotation = inspect.signature(member.fget).return_annotation
            yield f"- `{name}`: `{annotation}`. {_first_line(member)}".rstrip(". ")
        yield ""


def _all_nodes() -> list[type]:
    """Return the classes of all nodes, nested ones included, sorted by name."""
    nodes: dict[str, type] = {}
    pending = [variable.node for variable in TEMPLATE_VARIABLES.values()]
    while pending:
        node = pending.pop()
        if node.__name__ not in nodes:
            nodes[node.__name__] = node
            pending += _nested(node)
    return [nodes[name] for name in sorted(nodes)]


def _nested(node: type) -> Iterator[type]:
    for field in fields(node):
        for word in set(_WORD.findall(str(field.type))) - {"Expr"}:
            for member in _members(getattr(declarations, word, None)):
                if isinstance(member, type) and is_dataclass(member):
                    yield member


def _members(annotation: object) -> tuple[object, ...]:
    """Return the classes of a union alias such as `TypeDeclaration`, else the object itself."""
    return getattr(annotation, "__args__", (annotation,))


def _filters() -> Iterator[str]:
    yield from ("## Filters", "")
    for name, function in FILTERS.items():
        first, *others = inspect.signature(function).parameters.values()
        names = ", ".join(parameter.name for parameter in others)
        arguments = f"({names})" if names else ""
        yield f"- `{first.annotation} | {name}{arguments}`: {_first_line(function)}"
    yield ""


def _is_property(member: object) -> bool:
    return isinstance(member, property)


def _first_line(documented: type | property | Callable[..., object]) -> str:
    return (inspect.getdoc(documented) or "").partition("\n")[0]
