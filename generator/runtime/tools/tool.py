# SPDX-License-Identifier: MIT
"""An operation as a tool: its name, description and schemas, for readers and language models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from .catalogue import Catalogue, CatalogueOperation, Effect
from .dialects import gemini_schema, plain_schema
from .expansions import check_expansions, expandable_paths
from .results import compact
from .schema_views import View, view_schema

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
# Levels of nested objects that all providers accept.
_PROVIDER_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class Tool:
    """An operation that an agent can call.

    Attributes:
        name: The name of the tool, qualified by the API only if two have the same:
            `stripe.PostCustomers`.
        provider_name: The same for language models: at most 51 characters of `[A-Za-z0-9_-]`.
        api: The name of the API.
        operation: The operation.
        catalogue: The catalogue that it is in.
    """

    name: str
    provider_name: str
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
        return self.operation.summary

    @property
    def description(self) -> str:
        """The summary, and whether the operation is deprecated or deletes."""
        notes = [f"{self.summary.rstrip('.')}."]
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
        deeper = replace(view, depth=view.depth + 1)
        return view_schema(self.operation.arguments, self.catalogue.inputs, deeper)

    def response_schema(
        self, expand: Iterable[str] = (), depth: int = 1
    ) -> dict[str, Any] | None:
        """Return JSON Schema of the response without references; None if there is none.

        Of a stream, it is that of an item.

        Args:
            expand: The paths of expandable fields to show as objects, as the API's own `expand`
                takes them: `default_source`, `data.customer`, `latest_invoice.payment_intent`.
            depth: How many levels of objects to show.

        Raises:
            TypeError: `expand` is a string.
            ValueError: a path leads to no expandable field.
        """
        response, outputs = self.operation.response, self.catalogue.outputs
        paths = check_expansions(expand, response or {}, outputs)
        if response is None:
            return None
        return view_schema(response, outputs, View(depth, "first", paths))

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
                nested objects by name, then without prose.
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
        if operation.is_stream:
            result["stream"] = "the result has the first items"
        if operation.is_download:
            result["download"] = "the result has the path of a file"
        result["arguments"] = self.arguments_schema(arguments)
        if operation.response is not None and not operation.is_download:
            result["response"] = view_schema(
                operation.response, self.catalogue.outputs, response
            )
        return result

    def as_anthropic(self) -> dict[str, Any]:
        """Return the tool for `tools=` of Anthropic's Messages API."""
        return {
            "name": self.provider_name,
            "description": self.description,
            "input_schema": self._parameters,
        }

    def as_openai(self) -> dict[str, Any]:
        """Return the tool for `tools=` of OpenAI's Chat Completions API."""
        return {
            "type": "function",
            "function": {
                "name": self.provider_name,
                "description": self.description,
                "parameters": self._parameters,
            },
        }

    def as_gemini(self) -> dict[str, Any]:
        """Return the tool as a function declaration of Google's Gemini API."""
        declaration = {"name": self.provider_name, "description": self.description}
        parameters = gemini_schema(self._parameters)
        # An object without properties is not accepted.
        if not parameters.get("properties"):
            return declaration
        return {**declaration, "parameters": parameters}

    @property
    def _parameters(self) -> dict[str, Any]:
        return plain_schema(self.arguments_schema(View(_PROVIDER_DEPTH)))
