# SPDX-License-Identifier: MIT
"""The catalogue: every operation of an API as data, and the schemas that they share.

A client built with tools contains it as `tools.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from ..models.json_values import is_object

Effect: TypeAlias = Literal["read", "change", "delete"]
JsonSchema: TypeAlias = Mapping[str, Any]

FORMAT: Final = 1
EXPANDS_TO: Final = "x-expands-to"
_NAME_COUNT: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueOperation:
    """An operation.

    Attributes:
        key: The operationId, or method and path without one.
        tool: Its name as a tool: at most 51 characters of `[A-Za-z0-9_-]`.
        method: The HTTP method as sent: `GET`.
        path: The path with its parameters in braces.
        function: The function in the client: `post_customers`.
        client_method: The method of the client: `customers.create`.
        summary: The first sentence of its description.
        description: Its whole description, as plain text.
        tags: The tags in the document.
        variant_of: For the variant that returns a stream of an operation that can return either a
            stream or a whole response, the key of the other one.
        effect: What a call may do.
        deprecated: Whether the document discourages its use.
        security: Alternative requirements, each the names of the schemes required together.
        items: For a paged list, the dotted path of the items; empty if the response is the list
            itself, None if it is not paged.
        is_stream: Whether it returns a stream of items.
        is_download: Whether it returns bytes.
        files: The arguments that are paths of files.
        bodies: If the body can have several media types, the arguments of each of them.
        arguments: JSON Schema of the arguments, an object; `$ref` leads into `inputs`.
        response: JSON Schema of what a call returns, or of each item of a stream; `$ref` leads
            into `outputs`. None if it returns nothing.
        examples: Values that the document gives as examples, by argument.
    """

    key: str
    tool: str
    method: str
    path: str
    function: str
    client_method: str
    summary: str
    description: str
    effect: Effect
    arguments: JsonSchema
    tags: tuple[str, ...] = ()
    variant_of: str | None = None
    deprecated: bool = False
    security: tuple[tuple[str, ...], ...] = ()
    items: str | None = None
    is_stream: bool = False
    is_download: bool = False
    files: tuple[str, ...] = ()
    bodies: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    response: JsonSchema | None = None
    examples: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def names(self) -> tuple[str, ...]:
        """What the operation can be called by, the name of its tool first."""
        return self.tool, self.key, self.client_method, self.function


@dataclass(frozen=True)
class Catalogue:
    """The operations of an API and the schemas that they share.

    Attributes:
        title: The title of the API.
        version: Its version.
        operations: The operations in the order of the document.
        inputs: Schemas of types that are sent, by class name.
        outputs: Schemas of types that are received, by class name.
    """

    title: str
    version: str
    operations: tuple[CatalogueOperation, ...]
    inputs: Mapping[str, JsonSchema]
    outputs: Mapping[str, JsonSchema]

    @cached_property
    def _by_name(self) -> Mapping[str, CatalogueOperation]:
        # Tool names win over operationIds, these over methods, and these over functions.
        names: dict[str, CatalogueOperation] = {}
        for position in range(_NAME_COUNT):
            for operation in self.operations:
                names.setdefault(folded(operation.names[position]), operation)
        return names

    def get(self, name: str) -> CatalogueOperation | None:
        """Return the operation with a name: of its tool, operationId, method or function.

        Case and punctuation are ignored: `postCustomers` is `PostCustomers`.
        """
        return self._by_name.get(folded(name))


def read_catalogue(text: str) -> Catalogue:
    """Read a catalogue from JSON.

    Raises:
        ValueError: it is not one, or has the format of another version of codegen.
    """
    data: Any = json.loads(text)
    if not is_object(data) or data.get("format") != FORMAT:
        raise ValueError("it is no catalogue of this version of codegen")
    try:
        return Catalogue(
            data["title"],
            data["version"],
            tuple(map(_operation, data["operations"])),
            data["inputs"],
            data["outputs"],
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"it is no valid catalogue: {error!r}") from None


def write_catalogue(catalogue: Catalogue) -> str:
    """Return a catalogue as JSON, with a line for each operation and schema.

    Members that are equal to their default are left out.
    """
    operations = ",\n".join(
        _compact(_written(operation)) for operation in catalogue.operations
    )
    head = (
        f'"format":{FORMAT},"title":{_compact(catalogue.title)},'
        f'"version":{_compact(catalogue.version)}'
    )
    return (
        f'{{{head},\n"operations":[\n{operations}\n],\n'
        f'"inputs":{{\n{_members(catalogue.inputs)}\n}},\n'
        f'"outputs":{{\n{_members(catalogue.outputs)}\n}}}}\n'
    )


def _operation(data: dict[str, Any]) -> CatalogueOperation:
    data["tags"] = tuple(data.get("tags", ()))
    data["files"] = tuple(data.get("files", ()))
    data["bodies"] = {
        media_type: tuple(names) for media_type, names in data.get("bodies", {}).items()
    }
    security: list[list[str]] = data.get("security", [])
    data["security"] = tuple(tuple(requirement) for requirement in security)
    return CatalogueOperation(**data)


def _written(operation: CatalogueOperation) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for member in fields(operation):
        value = getattr(operation, member.name)
        # The default of `examples` and `bodies` is an empty object.
        if value != member.default and value != {}:
            written[member.name] = value
    return written


def _members(schemas: Mapping[str, JsonSchema]) -> str:
    return ",\n".join(
        f"{_compact(name)}:{_compact(schema)}" for name, schema in schemas.items()
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def folded(name: str) -> str:
    """Return a name as it is compared: without case and punctuation."""
    return "".join(filter(str.isalnum, name)).casefold()


def all_names(operations: Iterable[CatalogueOperation]) -> list[str]:
    """Return every name that the operations can be called by."""
    return [name for operation in operations for name in operation.names]
