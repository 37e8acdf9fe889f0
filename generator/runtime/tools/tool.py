# SPDX-License-Identifier: MIT
"""An operation as a tool: its name, description and schemas, for readers and language models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from .catalogue import Catalogue, CatalogueOperation, Effect
from .description import BUDGET, describe_argument, describe_operation
from .dialects import gemini_schema, plain_schema
from .expansions import check_expansions, expandable_paths
from .schema_views import View, view_schema

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
        # Bounds are of use to those who send values.
        view = View(depth, "first", paths, has_bounds=False)
        return view_schema(response, outputs, view)

    @property
    def expandable(self) -> list[str]:
        """The paths of the expandable fields of the response, to two levels of objects."""
        if self.operation.response is None:
            return []
        return expandable_paths(self.operation.response, self.catalogue.outputs)

    def describe(self, budget: int = BUDGET) -> dict[str, Any]:
        """Return everything that a model needs to call the operation, as JSON.

        Args:
            budget: The most characters of compact JSON. What does not fit is shown in less detail,
                the largest argument first, and a note says so: `describe_argument` shows the rest.
        """
        return describe_operation(self.name, self.operation, self.catalogue, budget)

    def describe_argument(self, path: str, budget: int = BUDGET) -> dict[str, Any]:
        """Return JSON Schema of an argument, or of a part of it, with its whole description.

        Args:
            path: The name of the argument, and of members within: `shipping.address`.
            budget: The most characters of compact JSON, as for `describe`.

        Raises:
            LookupError: there is no such argument or member.
        """
        return describe_argument(path, self.operation, self.catalogue, budget)

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
