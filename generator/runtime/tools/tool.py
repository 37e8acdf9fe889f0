# SPDX-License-Identifier: MIT
"""An operation as a tool: its name, description and schemas, for readers and language models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from .catalogue import Catalogue, CatalogueOperation, Effect
from .cut import compact
from .schema_views import View, expandable_paths, first_sentence, view_schema

# Views of the arguments and the response in a description, the most detailed first.
_VIEWS: Final = (
    (View(4), View(1)),
    (View(3), View(1)),
    (View(2), View(1, "none")),
    (View(2, has_bounds=False), View(1, "none", has_bounds=False)),
    (View(2, "none", has_bounds=False), View(1, "none", has_bounds=False)),
    (View(1, "first", has_bounds=False), View(1, "none", has_bounds=False)),
    (View(1, "none", has_bounds=False), View(0, "none", has_bounds=False)),
)
# Characters; a token of English JSON has about 3.6.
_DESCRIPTION_BUDGET: Final = 9_000
_SCHEMA_DEPTH: Final = 5


@dataclass(frozen=True, slots=True)
class Tool:
    """An operation that an agent can call.

    Attributes:
        name: The name of the tool, qualified by the API only if two have the same.
        api: The name of the API.
        operation: The operation.
    """

    name: str
    api: str
    operation: CatalogueOperation
    catalogue: Catalogue

    @property
    def effect(self) -> Effect:
        """What a call may do: `read`, `change` or `delete`."""
        return self.operation.effect

    @property
    def summary(self) -> str:
        """One line: what the operation does."""
        return first_sentence(self.operation.summary)

    @property
    def description(self) -> str:
        """The summary, with the effect of a call and whether the operation is deprecated."""
        notes = [self.summary.rstrip(".") + "."]
        if self.operation.deprecated:
            notes.append("Deprecated.")
        if self.effect == "delete":
            notes.append("Deletes.")
        return " ".join(notes)

    @property
    def input_schema(self) -> dict[str, Any]:
        """JSON Schema of the arguments: an object, without references, with first sentences."""
        return self.arguments_schema(View(_SCHEMA_DEPTH))

    def arguments_schema(self, view: View) -> dict[str, Any]:
        """Return the schema of the arguments as a view shows it."""
        # The arguments themselves are one level.
        deeper = View(view.depth + 1, view.prose, view.expand, view.has_bounds)
        return view_schema(self.operation.arguments, self.catalogue.inputs, deeper)

    def response_schema(
        self, expand: Iterable[str] = (), depth: int = 1
    ) -> dict[str, Any] | None:
        """Return JSON Schema of the response without references; None if there is none.

        Args:
            expand: The paths of expandable fields to show as objects, as the API's own `expand`
                takes them: `default_source`, `data.customer`.
            depth: How many levels of objects to show.
        """
        if self.operation.response is None:
            return None
        view = View(depth, "first", frozenset(expand))
        return view_schema(self.operation.response, self.catalogue.outputs, view)

    @property
    def expandable(self) -> list[str]:
        """The paths of the expandable fields of the response, to two levels of objects."""
        if self.operation.response is None:
            return []
        return expandable_paths(self.operation.response, self.catalogue.outputs)

    def describe(self, budget: int = _DESCRIPTION_BUDGET) -> dict[str, Any]:
        """Return everything that a model needs to call the operation, as JSON.

        Args:
            budget: The most characters of compact JSON. Of a larger operation, less is shown:
                nested objects by name, then without prose; `argument_schema` shows one of them.
        """
        described: dict[str, Any] = {}
        for arguments, response in _VIEWS:
            described = self._described(arguments, response)
            if len(compact(described)) <= budget:
                break
        return described

    def _described(self, arguments: View, response: View) -> dict[str, Any]:
        operation = self.operation
        result: dict[str, Any] = {
            "operation": self.name,
            "request": f"{operation.method} {operation.path}",
            "effect": operation.effect,
            "summary": self.summary,
        }
        if operation.deprecated:
            result["deprecated"] = True
        if operation.items is not None:
            result["paged"] = "pass `pages` to get more than the first page"
        result["arguments"] = self.arguments_schema(arguments)
        if operation.response is not None:
            result["response"] = view_schema(
                operation.response, self.catalogue.outputs, response
            )
        return result
