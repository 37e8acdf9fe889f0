"""Inputs of a form, from the JSON Schema of the arguments of an operation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeAlias

from markupsafe import Markup

from generator.explorer.prose import ProseRenderer
from generator.runtime.tools.catalogue import CatalogueOperation, JsonSchema

Kind: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "enum",
    "const",
    "file",
    "json",
    "object",
    "list",
    "tuple",
    "map",
    "union",
]

MOST_OPTIONS: Final = 300
_DEEPEST: Final = 8
_LONGEST_HINT: Final = 80
_LONGEST_TEXT: Final = 1000
_NULL: Final[JsonSchema] = {"type": "null"}
_BOUNDS: Final[Mapping[str, str]] = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "pattern": "matches {}",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minProperties": "at least {} members",
    "maxProperties": "at most {} members",
    "default": "default {}",
}
# What an input shows while it is empty, by format.
_SHAPES: Final[Mapping[str, str]] = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "unix-time": "seconds since 1970",
    "decimal": "12.50",
    "http-date": "Sat, 31 Jan 2026 12:00:00 GMT",
    "time": "12:00:00",
    "duration": "P1D",
    "uuid": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    "email": "name@example.com",
    "uri": "https://example.com",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An input of a form.

    Attributes:
        name: the name of the argument or member; empty for an item of a list.
        kind: what it takes.
        type: its type as a reader sees it: `list of objects`.
        prose: its description.
        hints: bounds and defaults, as short phrases.
        format: the format of a string or a number, which has a widget or a check of its own.
        placeholder: what it shows while it is empty.
        is_required: whether it must be sent.
        is_deprecated: whether the document discourages its use.
        unset: the JSON with which the API unsets the value: `""` or `null`; empty for none.
        has_empty: whether an empty value can be sent, which must be chosen.
        options: the values of an enumeration: strings, or JSON if `format` is `json`. Of a
            constant, its value as JSON.
        members: the members of an object.
        definition: the file with the members of an object; empty if they are in `members`.
        items: the item of a list; the value in a map; the further members of an object.
        alternatives: the inputs of a union, or of a tuple by position.
    """

    name: str
    kind: Kind
    type: str
    prose: Markup = field(default_factory=Markup)
    hints: tuple[str, ...] = ()
    format: str = ""
    placeholder: str = ""
    is_required: bool = False
    is_deprecated: bool = False
    unset: str = ""
    has_empty: bool = False
    options: tuple[str, ...] = ()
    members: tuple[Input, ...] = ()
    definition: str = ""
    items: Input | None = None
    alternatives: tuple[Input, ...] = ()

    @property
    def title(self) -> str:
        """The text of its label."""
        return self.name or "value"

    @property
    def has_kind(self) -> bool:
        """Whether pages name its kind, which is a string otherwise."""
        return self.kind != "string"

    @property
    def is_composite(self) -> bool:
        """Whether it contains other inputs."""
        return self.kind in ("object", "list", "tuple", "map", "union")

    @property
    def is_choice(self) -> bool:
        """Whether it is a choice of values."""
        return self.kind in ("boolean", "enum", "const")

    @property
    def is_open(self) -> bool:
        """Whether a choice takes other values, too."""
        return self.kind == "enum"

    @property
    def is_text(self) -> bool:
        """Whether it takes text of several lines."""
        return self.kind == "json" or (self.kind == "string" and not self.format)

    @property
    def widget(self) -> str:
        """The type of its element, unless that is text."""
        return "file" if self.kind == "file" else ""


@dataclass(frozen=True, slots=True)
class FormBuilder:
    """Builds the inputs of operations.

    Attributes:
        definitions: the schemas that references lead to, by name.
        files: the name of the file with the members of each definition.
        prose: renders descriptions.
    """

    definitions: Mapping[str, JsonSchema]
    files: Mapping[str, str]
    prose: ProseRenderer

    def arguments(self, operation: CatalogueOperation) -> tuple[Input, ...]:
        """Return the inputs of an operation, required ones first."""
        return self._members(operation.arguments, frozenset())

    def members(self, definition: str) -> tuple[Input, ...]:
        """Return the inputs of the members of an object."""
        schema = self.definitions[definition]
        inputs = self._members(schema, frozenset({definition}))
        further = schema.get("additionalProperties")
        if not further:
            return inputs
        values = further if isinstance(further, Mapping) else {}
        items = self._input("", values, frozenset({definition}), True)
        more = Input(name="", kind="map", type="further members", items=items)
        return (*inputs, more)

    def _members(self, schema: JsonSchema, inside: frozenset[str]) -> tuple[Input, ...]:
        required = schema.get("required", ())
        inputs = [
            self._input(name, member, inside, name in required)
            for name, member in schema.get("properties", {}).items()
        ]
        return tuple(sorted(inputs, key=lambda each: not each.is_required))

    def _input(
        self,
        name: str,
        schema: JsonSchema,
        inside: frozenset[str],
        is_required: bool,
        depth: int = 0,
    ) -> Input:
        resolved, definitions = self._resolved(schema)
        alternatives, unset = self._alternatives(resolved)
        if len(alternatives) == 1:
            found, more = self._resolved(alternatives[0])
            resolved, definitions = {**found, **_annotations(resolved)}, [
                *definitions,
                *more,
            ]
        values = _open_enum(list(map(self._plain, alternatives)))
        if values is not None:
            resolved = {**_annotations(resolved), "type": "string", "enum": values}
            alternatives = [resolved]
        shown = Input(
            name=name,
            kind="json",
            type="any JSON",
            prose=self.prose.render(resolved.get("description", "")),
            hints=tuple(_hints(resolved)),
            is_required=is_required,
            is_deprecated=bool(resolved.get("deprecated")),
        )
        if unset is not None:
            shown = replace(shown, unset=_json(unset))
        recursive = not inside.isdisjoint(definitions) and not resolved.get(
            "properties"
        )
        if recursive or depth > _DEEPEST:
            return shown
        inside |= set(definitions)
        if len(alternatives) > 1:
            choices = tuple(
                self._alternative(position, each, inside, depth)
                for position, each in enumerate(alternatives[:MOST_OPTIONS])
            )
            return replace(
                shown, kind="union", type="one of several", alternatives=choices
            )
        completed = self._completed(shown, resolved, definitions, inside, depth)
        return completed if completed.unset or is_required else _with_empty(completed)

    def _completed(
        self,
        shown: Input,
        schema: JsonSchema,
        definitions: Sequence[str],
        inside: frozenset[str],
        depth: int,
    ) -> Input:
        """Return an input with what its kind needs."""
        type_ = schema.get("type")
        form = str(schema.get("format", ""))
        if type_ == "boolean" and "const" not in schema:
            return replace(
                shown, kind="boolean", type="boolean", options=("true", "false")
            )
        if "const" in schema:
            options = (_json(schema["const"]),)
            return replace(shown, kind="const", type="constant", options=options)
        if "enum" in schema:
            return _enum(shown, schema["enum"])
        if form == "file-path":
            return replace(shown, kind="file", type="file")
        if "prefixItems" in schema:
            parts = tuple(
                self._input(str(position), part, inside, True, depth + 1)
                for position, part in enumerate(schema["prefixItems"])
            )
            return replace(shown, kind="tuple", type="tuple", alternatives=parts)
        if type_ == "array":
            items = self._input("", schema.get("items") or {}, inside, True, depth + 1)
            label = f"list of {_plural(items)}"
            return replace(shown, kind="list", type=label, items=items)
        if type_ == "object":
            return self._object(shown, schema, definitions, inside, depth)
        if type_ in ("string", "integer", "number"):
            form = "base64" if schema.get("contentEncoding") else form
            examples = schema.get("examples") or ()
            return replace(
                shown,
                kind=type_,
                type=f"{type_}, {form}" if form else type_,
                format=form,
                placeholder=_example(examples) or _SHAPES.get(form, ""),
            )
        return shown

    def _object(
        self,
        shown: Input,
        schema: JsonSchema,
        definitions: Sequence[str],
        inside: frozenset[str],
        depth: int,
    ) -> Input:
        if schema.get("properties"):
            if definitions:
                file = self.files[definitions[-1]]
                return replace(shown, kind="object", type="object", definition=file)
            members = self._members(schema, inside)
            return replace(shown, kind="object", type="object", members=members)
        further = schema.get("additionalProperties", True)
        if further is False:
            return replace(shown, kind="object", type="empty object")
        values = further if isinstance(further, Mapping) else {}
        items = self._input("", values, inside, True, depth + 1)
        return replace(shown, kind="map", type=f"map of {_plural(items)}", items=items)

    def _alternative(
        self, position: int, schema: JsonSchema, inside: frozenset[str], depth: int
    ) -> Input:
        found = self._input("", schema, inside, True, depth + 1)
        return replace(found, name=self._title(schema, found, position))

    def _title(self, schema: JsonSchema, found: Input, position: int) -> str:
        resolved, names = self._resolved(schema)
        constants = [
            f"{name} = {_json(member['const'])}"
            for name, member in resolved.get("properties", {}).items()
            if "const" in member
        ]
        if constants:
            return constants[0]
        if names:
            return names[-1]
        return found.type if found.kind != "const" else found.options[0]

    def _alternatives(self, schema: JsonSchema) -> tuple[list[JsonSchema], Any]:
        """Return the alternatives of a schema, and the value of the one that unsets."""
        alternatives = list(self._flattened(schema, frozenset()))
        if isinstance(schema.get("type"), list):
            types = schema["type"]
            plain: list[JsonSchema] = [
                {**schema, "type": each} for each in types if each != "null"
            ]
            return plain or [{}], _Null if "null" in types else None
        if len(alternatives) == 1:
            return alternatives, None
        unset: Any = None
        kept: list[JsonSchema] = []
        for each in alternatives:
            if each == _NULL:
                unset = _Null
            elif each.get("const") == "" and unset is None:
                unset = ""
            else:
                kept.append(each)
        return kept or [{}], unset

    def _flattened(
        self, schema: JsonSchema, inside: frozenset[str]
    ) -> Iterator[JsonSchema]:
        if "anyOf" not in schema:
            yield schema
            return
        for each in schema["anyOf"]:
            resolved, names = self._resolved(each)
            is_union = "anyOf" in resolved and inside.isdisjoint(names)
            if is_union:
                yield from self._flattened(resolved, inside | set(names))
            else:
                yield each

    def _plain(self, schema: JsonSchema) -> JsonSchema:
        return self._resolved(schema)[0]

    def _resolved(self, schema: JsonSchema) -> tuple[JsonSchema, list[str]]:
        """Return a schema without a reference, and the definitions that it led to."""
        names: list[str] = []
        while "$ref" in schema:
            names.append(schema["$ref"][2:])
            schema = {**self.definitions[names[-1]], **_annotations(schema)}
            if len(names) > len(self.definitions):
                return {}, names
        return schema, names


class _NullType:
    """Marks that null unsets a value."""


_Null: Final = _NullType()


def _annotations(schema: JsonSchema) -> dict[str, Any]:
    names = ("description", "deprecated", "default")
    return {name: schema[name] for name in names if name in schema}


def _open_enum(alternatives: Sequence[JsonSchema]) -> list[Any] | None:
    """Return the values of an enumeration that takes other strings, or of several constants."""
    if len(alternatives) < 2:
        return None
    values: list[Any] = []
    for each in alternatives:
        if "const" in each:
            values.append(each["const"])
        elif "enum" in each:
            values += each["enum"]
        elif set(each) - {"description"} != {"type"} or each["type"] != "string":
            return None
    return values if all(isinstance(value, str) for value in values) else None


def _enum(shown: Input, values: Sequence[Any]) -> Input:
    """Return a choice. The values of a long enumeration that are not listed can be written."""
    # The text of an element has no other white space.
    is_text = all(
        isinstance(value, str) and value == " ".join(value.split()) for value in values
    )
    # An empty text would look like a choice that sends nothing.
    has_empty = is_text and "" in values
    options = tuple(filter(None, values) if is_text else map(_json, values))
    more = len(options) - MOST_OPTIONS
    return replace(
        shown,
        kind="enum",
        type=f"one of {len(options)}" if more > 0 else "one of",
        format="" if is_text else "json",
        unset=shown.unset or ('""' if has_empty else ""),
        options=options[:MOST_OPTIONS],
        hints=(*shown.hints, f"{more} more values") if more > 0 else shown.hints,
    )


def _with_empty(shown: Input) -> Input:
    """Return an optional input with a choice that sends an empty value."""
    kinds = ("list", "map", "object", "string")
    return replace(shown, has_empty=shown.kind in kinds and not shown.format)


def _hints(schema: JsonSchema) -> Iterator[str]:
    for keyword, phrase in _BOUNDS.items():
        if keyword in schema:
            value = schema[keyword]
            # Limits on the length of text are frequent, and rarely help.
            if keyword == "maxLength" and value > _LONGEST_TEXT:
                continue
            text = value if keyword == "pattern" else _json(value)
            if len(text) <= _LONGEST_HINT and text != "null":
                yield phrase.format(text)
    if schema.get("uniqueItems"):
        yield "no item twice"


def _example(examples: Sequence[Any]) -> str:
    for example in examples:
        text = example if isinstance(example, str) else _json(example)
        if len(text) <= _LONGEST_HINT:
            return text
    return ""


def _plural(items: Input) -> str:
    noun = items.type.partition(",")[0].partition(" of ")[0]
    return noun if noun.endswith("s") or " " in noun else f"{noun}s"


def _json(value: Any) -> str:
    if isinstance(value, _NullType):
        return "null"
    return json.dumps(value, ensure_ascii=False)
