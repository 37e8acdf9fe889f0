# SPDX-License-Identifier: MIT
"""Descriptions of operations for language models, as detailed as a budget allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..models.json_values import is_array, is_object
from ..models.suggestions import did_you_mean
from .alternatives import alternatives
from .catalogue import Catalogue, CatalogueOperation, JsonSchema
from .cut import compact
from .schema_views import MEMBERS, MORE_VALUES, View, view_schema

# Characters; described operations have about 4.5 for each token.
BUDGET: Final = 12_000
_ARGUMENT_VIEWS: Final = (
    View(4, names_members=True),
    View(4, has_bounds=False, names_members=True),
    View(4, has_bounds=False, names_members=True, most_values=24),
    View(3, has_bounds=False, names_members=True, most_values=12),
    View(2, has_bounds=False, names_members=True, most_values=12),
    View(1, has_bounds=False, names_members=True, most_values=12),
    View(1, "none", has_bounds=False, names_members=True, most_values=12),
    View(0, "first", has_bounds=False, names_members=True, most_values=12),
    View(0, "none", has_bounds=False, names_members=True, most_values=6),
)
_RESPONSE_VIEWS: Final = (
    View(1, has_bounds=False, most_values=12),
    View(1, "none", has_bounds=False, most_values=6),
    View(0, "none", has_bounds=False, names_members=True, most_values=24),
)
_NOTE: Final = (
    "Shortened: `x-members` are the names of members, `x-more-values` counts values that are not "
    "listed. Describe one argument, such as {path}, to see all of it."
)


def describe_operation(
    name: str, operation: CatalogueOperation, catalogue: Catalogue, budget: int
) -> dict[str, Any]:
    """Return everything that a model needs to call an operation, as JSON.

    Args:
        name: The name of its tool.
        operation: The operation.
        catalogue: The catalogue that it is in.
        budget: The most characters. Of a larger operation the largest arguments are shown in less
            detail, until it fits or only names and types are left.
    """
    described: dict[str, Any] = {
        "operation": name,
        "request": f"{operation.method} {operation.path}",
        "effect": operation.effect,
        "summary": operation.summary,
    }
    if operation.deprecated:
        described["deprecated"] = True
    if operation.items is not None:
        described["paged"] = "pass `pages` to get more than the first page"
    if operation.is_stream:
        described["stream"] = "the result has the first items"
    if operation.is_download:
        described["download"] = "the result has the path of a file"
    arguments = {
        argument: _Detail(schema, catalogue.inputs, _ARGUMENT_VIEWS)
        for argument, schema in operation.arguments["properties"].items()
    }
    response: list[_Detail] = []
    if operation.response is not None and not operation.is_download:
        response = [_Detail(operation.response, catalogue.outputs, _RESPONSE_VIEWS)]
    names = sum(len(argument) + 4 for argument in arguments)
    _fit(
        [*arguments.values(), *response],
        budget - names - len(compact(described)) - len(_NOTE),
    )
    described["arguments"] = {
        "type": "object",
        **_required(operation.arguments),
        "properties": {
            argument: detail.shown for argument, detail in arguments.items()
        },
    }
    for detail in response:
        described["response"] = detail.shown
    shortened = [name for name in arguments if _is_shortened(arguments[name].shown)]
    if shortened:
        described["note"] = _NOTE.format(path=shortened[0])
    return described


def describe_argument(
    path: str, operation: CatalogueOperation, catalogue: Catalogue, budget: int
) -> dict[str, Any]:
    """Return JSON Schema of an argument, or of a part of it, as detailed as a budget allows.

    Args:
        path: The name of the argument, and of members within: `shipping.address`.
        operation: The operation.
        catalogue: The catalogue that it is in.
        budget: The most characters.

    Raises:
        LookupError: there is no such argument or member.
    """
    schema = operation.arguments
    for part in path.split("."):
        members = _members(schema, catalogue.inputs)
        if part not in members:
            hint = did_you_mean(part, members)
            raise LookupError(f"{operation.tool} has no argument {path!r}{hint}")
        schema = members[part]
    views = (View(4, "full", names_members=True), *_ARGUMENT_VIEWS)
    detail = _Detail(schema, catalogue.inputs, views)
    _fit([detail], budget)
    shown = detail.shown
    if _is_shortened(shown):
        note = f"{path}.{next(iter(_members(schema, catalogue.inputs)), '…')}"
        return {**shown, "$comment": _NOTE.format(path=note)}
    return shown


class _Detail:
    """A schema, and the most detailed of its views that has not been given up."""

    def __init__(
        self,
        schema: JsonSchema,
        definitions: Mapping[str, JsonSchema],
        views: Sequence[View],
    ) -> None:
        self._schema = schema
        self._definitions = definitions
        self._left = list(views)
        self.shorten()

    @property
    def can_shorten(self) -> bool:
        """Whether there is a view with less detail."""
        return bool(self._left)

    def shorten(self) -> None:
        """Show the next view, which has less detail."""
        view = self._left.pop(0)
        self.shown: dict[str, Any] = view_schema(self._schema, self._definitions, view)
        self.size = len(compact(self.shown))


def _fit(details: Sequence[_Detail], budget: int) -> None:
    """Shorten schemas until all fit a budget, or nothing can be shortened.

    First the bounds of all are left out, then the largest is shortened again and again.
    """
    if sum(detail.size for detail in details) > budget:
        for detail in details:
            if detail.can_shorten:
                detail.shorten()
    while sum(detail.size for detail in details) > budget:
        candidates = [detail for detail in details if detail.can_shorten]
        if not candidates:
            return
        max(candidates, key=lambda detail: detail.size).shorten()


def _required(schema: JsonSchema) -> dict[str, Any]:
    return {"required": schema["required"]} if "required" in schema else {}


def _members(
    schema: JsonSchema, definitions: Mapping[str, JsonSchema]
) -> dict[str, JsonSchema]:
    """Return the members of an object, through references, lists and alternatives."""
    members: dict[str, JsonSchema] = {}
    for alternative in alternatives([schema], definitions):
        for name, member in alternative.get("properties", {}).items():
            members.setdefault(name, member)
    return members


def _is_shortened(shown: object) -> bool:
    if is_array(shown):
        return any(map(_is_shortened, shown))
    if not is_object(shown):
        return False
    if MEMBERS in shown or MORE_VALUES in shown:
        return True
    return any(map(_is_shortened, shown.values()))
