"""Rules of the specification that its JSON Schema does not express, except those for schemas.

A rule is a function from a document to diagnostics. It accepts documents of any structure and skips
what it cannot read: `structure` reports that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from generator.core.diagnostics import Diagnostic
from generator.openapi.path_templates import template_names
from generator.openapi.validation.document import Document, Node
from generator.openapi.validation.explain import quoted, shortened
from generator.openapi.validation.traversal import (
    Operation,
    operations,
    parameter_lists,
)

Rule: TypeAlias = Callable[[Document], Iterator[Diagnostic]]


def unique_operation_ids(document: Document) -> Iterator[Diagnostic]:
    """No two operations have the same operationId (OpenAPI 3.1.1, section 4.8.10).

    Operations in callbacks are exempt: the client does not call them.
    """
    first_uses: dict[str, Operation] = {}
    for operation in operations(document):
        name = document.get(operation.node, "operationId")
        if name is None or not isinstance(name.value, str):
            continue
        first = first_uses.setdefault(name.value, operation)
        if first is not operation:
            message = (
                f"the operationId {quoted(name.value)} is already used by "
                f"{first.method} {first.path}"
            )
            yield Diagnostic("duplicate-operation-id", shortened(message), name.at)


def unique_parameters(document: Document) -> Iterator[Diagnostic]:
    """No two parameters of a list have the same name and `in` (OpenAPI 3.1.1, section 4.8.12)."""
    for parameters in parameter_lists(document):
        seen: set[tuple[str, str]] = set()
        for name, location in _names_and_locations(document, parameters):
            if (name, location) in seen:
                message = shortened(f"duplicate parameter {quoted(name)} in {location}")
                yield Diagnostic("duplicate-parameter", message, parameters.at)
            seen.add((name, location))


def declared_path_parameters(document: Document) -> Iterator[Diagnostic]:
    """The path parameters are the names in braces in the path.

    Source: OpenAPI 3.1.1, section 4.8.2 (path templating) and section 4.8.12.1.
    """
    for operation in operations(document):
        at = operation.node.at
        declared = {
            name
            for owner in (operation.node, operation.item)
            if (parameters := document.get(owner, "parameters")) is not None
            for name, location in _names_and_locations(document, parameters)
            if location == "path"
        }
        templated = template_names(operation.path, declared)
        for name in sorted(templated - declared):
            message = f"no path parameter is declared for {{{name}}}"
            hint = None
            if "?" in operation.path.partition(f"{{{name}}}")[0]:
                hint = "declare query parameters with `in: query`, and end the path before `?`"
            yield Diagnostic("path-parameter", shortened(message), at, hint)
        for name in sorted(declared - templated):
            message = f"the path parameter {quoted(name)} does not occur in the path"
            hint = shortened(f"add {{{name}}} to the path, or remove the parameter")
            yield Diagnostic("path-parameter", message, at, hint)


def _names_and_locations(
    document: Document, parameters: Node
) -> Iterator[tuple[str, str]]:
    for parameter in document.items(parameters):
        name, location = document.get(parameter, "name"), document.get(parameter, "in")
        if name is None or location is None:
            continue
        if isinstance(name.value, str) and isinstance(location.value, str):
            yield name.value, location.value


def unique_tag_names(document: Document) -> Iterator[Diagnostic]:
    """No two tags have the same name (OpenAPI 3.1.1, section 4.8.1)."""
    seen: set[str] = set()
    for name, tag in _tags(document):
        if name in seen:
            message = f"duplicate tag {quoted(name)}"
            yield Diagnostic("invalid-detail", message, tag.at, severity="warning")
        seen.add(name)


def tag_hierarchy(document: Document) -> Iterator[Diagnostic]:
    """The parent of a tag exists and is not below the tag (OpenAPI 3.2.0, section 4.22.1)."""
    version = document.get(document.root, "openapi")
    if version is None or not str(version.value).startswith("3.2."):
        return
    tags = dict(_tags(document))
    parents = {
        name: parent
        for name, tag in tags.items()
        if (parent := document.get(tag, "parent")) is not None
        and isinstance(parent.value, str)
    }
    checked: set[str] = set()
    for name, parent in parents.items():
        if parent.value not in tags:
            message = f"the parent tag {quoted(parent.value)} does not exist"
            yield Diagnostic("invalid-document", message, parent.at)
        lineage: list[str] = []
        while name in parents and name not in checked:
            checked.add(name)
            lineage.append(name)
            name = parents[name].value
        if name in lineage:
            cycle = " → ".join([*lineage[lineage.index(name) :], name])
            message = shortened(f"the parents of tags form a cycle: {cycle}")
            yield Diagnostic("invalid-document", message, parents[name].at)


def _tags(document: Document) -> Iterator[tuple[str, Node]]:
    for tag in document.items(document.root, "tags"):
        name = document.get(tag, "name")
        if name is not None and isinstance(name.value, str):
            yield name.value, tag


RULES: tuple[Rule, ...] = (
    unique_tag_names,
    tag_hierarchy,
    unique_operation_ids,
    unique_parameters,
    declared_path_parameters,
)
