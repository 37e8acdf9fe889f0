"""The contract of the templates, as Markdown: what each is given, read off the declarations."""

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


class Given(NamedTuple):
    """The one node that a template is given: the name it has there, and its class."""

    name: str
    node: type


def _contract() -> dict[str, Given]:
    whole = {template: Given("module", node) for node, template in TEMPLATES.items()}
    return {
        **whole,
        **{
            node.template: Given("declaration", node)
            for node in (AliasDeclaration, DictDeclaration, ModelDeclaration)
        },
        "imports.j2": Given("imports", Imports),
        "readme_arriving.j2": Given("module", Readme),
        "readme_client.j2": Given("module", Readme),
        "readme_topics.j2": Given("module", Readme),
    }


CONTRACT: Mapping[str, Given] = MappingProxyType(_contract())

_WORD = re.compile(r"\w+")

_BEGINNING = """\
# Templates of your own

codegen lays each file of a client out with one of these templates, in
[Jinja](https://jinja.palletsprojects.com). Those that lie in a folder of yours take the place of
codegen's:

    codegen build openapi.yaml --templates this-folder

Keep what you change and delete the rest: what is not here is codegen's, and improves with it.

- A template is given one node, a frozen value, under the name that the table says; whole files also
  have `header`, the comment at their head. An attribute that a node does not have is an error.
- `{% include "codegen/model.j2" %}` gives what codegen's own template would have laid out.
- A file whose name begins with `_` is yours to include; any other name that codegen does not know
  is an error. Hidden files and this one are left alone.
- Python that your templates had a hand in is formatted by black, so spaces and line breaks need no
  care. The version of black that is installed decides: pin it where others build the same client.
- Templates lay text out, in Jinja's sandbox. They cannot open files or run anything.
- Fields and filters may change between versions of codegen; the changelog says so.
"""

_OF_NODES = """\
An `Expr` is Python that is not text yet: filters lay it out, and `flat` makes it a line. An
`ImportGroup` is modules with the names that they give: `tuple[tuple[str, tuple[str, ...]], ...]`.
"""


def contract() -> str:
    """What each template is given, what that holds, and the filters there are."""
    return "\n".join([_BEGINNING, *_templates(), *_nodes(), *_filters()])


def _templates() -> Iterator[str]:
    yield from ("## Templates", "", "| template | is given | |", "|---|---|---|")
    for template in template_names():
        name, node = CONTRACT[template]
        yield f"| `{template}` | `{name}`: `{node.__name__}` | {_first_line(node)} |"
    yield ""


def _nodes() -> Iterator[str]:
    yield from ("## Nodes", "")
    yield _OF_NODES
    for node in _all_nodes():
        yield from (f"### `{node.__name__}`", "", inspect.getdoc(node) or "", "")
        for each in fields(node):
            yield f"- `{each.name}`: `{each.type}`"
        for name, found in inspect.getmembers(node, _is_property):
            kind = inspect.signature(found.fget).return_annotation
            yield f"- `{name}`: `{kind}`. {_first_line(found)}".rstrip(". ")
        yield ""


def _all_nodes() -> list[type]:
    """The classes of all nodes, those that others hold included, by name."""
    found: dict[str, type] = {}
    pending = [given.node for given in CONTRACT.values()]
    while pending:
        node = pending.pop()
        if node.__name__ not in found:
            found[node.__name__] = node
            pending += _held(node)
    return [found[name] for name in sorted(found)]


def _held(node: type) -> Iterator[type]:
    for each in fields(node):
        for word in set(_WORD.findall(str(each.type))) - {"Expr"}:
            for one in _members(getattr(declarations, word, None)):
                if isinstance(one, type) and is_dataclass(one):
                    yield one


def _members(found: object) -> tuple[object, ...]:
    """The classes of an alias such as `TypeDeclaration`; anything else by itself."""
    return getattr(found, "__args__", (found,))


def _filters() -> Iterator[str]:
    yield from ("## Filters", "")
    for name, function in FILTERS.items():
        first, *others = inspect.signature(function).parameters.values()
        arguments = f"({', '.join(each.name for each in others)})" if others else ""
        yield f"- `{first.annotation} | {name}{arguments}`: {_first_line(function)}"
    yield ""


def _is_property(found: object) -> bool:
    return isinstance(found, property)


def _first_line(documented: type | property | Callable[..., object]) -> str:
    return (inspect.getdoc(documented) or "").partition("\n")[0]
