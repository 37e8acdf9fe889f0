"""Schemas to types: each schema's one meaning, inline objects and enums as definitions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.combine import ANY, enum_of, nullable, union_of
from generator.ir.types import (
    Array,
    Definition,
    Enum,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Tuple,
    Type,
    TypeId,
)
from generator.lower.keywords import (
    constrains,
    fitting_values,
    has_fixed_length,
    implied_types,
    scalar_of,
)
from generator.lower.merge import Merger
from generator.lower.places import place_of
from generator.lower.streams import event_data
from generator.lower.subtypes import Subtypes
from generator.lower.targets import Targets
from generator.lower.unions import UnionLowering
from generator.lower.wrapping import Wrapping
from generator.openapi.nodes import Document, Reference, Schema, SchemaNode


class TypeLowering:
    """Lowers the schemas it is asked for and, in `definitions`, all that those reach."""

    def __init__(
        self,
        document: Document,
        names: Mapping[Pointer, str],
        incoming: frozenset[Pointer],
        diagnostics: Diagnostics,
    ) -> None:
        """`names`, `incoming`: see `places.place_of`."""
        self.definitions: dict[TypeId, Definition] = {}
        self._names = names
        self._incoming = incoming
        self._diagnostics = diagnostics
        self._targets = Targets(document, diagnostics)
        self.resolve = self._targets.resolve
        self._event_data = event_data(document, self.resolve)
        self._waiting: list[Pointer] = []
        self._asked: set[Pointer] = set()
        self._told: set[Pointer] = set()
        # Inline schemas by identity: those being lowered, and those found inside themselves.
        self._inside: set[int] = set()
        self._recursive: set[int] = set()
        self.merger = Merger(self._targets, diagnostics)
        self._wrapping = Wrapping(self.merger.resolved)
        self._subtypes = Subtypes(document, self._targets)
        self._unions = UnionLowering(
            self, self._targets, self._subtypes, self.merger, diagnostics
        )

    def define(self, pointer: Pointer) -> TypeId:
        """The definition of the schema at `pointer`, which will be lowered in its turn."""
        if pointer not in self._asked:
            self._asked.add(pointer)
            self._waiting.append(pointer)
        return TypeId(str(pointer))

    def refer(self, pointer: Pointer) -> Type:
        """The type of a reference; that of a nullable object is its class, or null."""
        below = self._subtypes.below(pointer)
        ref = self._variant(pointer, below) if below else Ref(self.define(pointer))
        schema = self.merger.folded(self.resolve(self._targets[pointer]))
        is_record = schema.properties is not None and schema.enum is None
        is_plain = not schema.any_of and not schema.one_of
        return Nullable(ref) if schema.nullable and is_record and is_plain else ref

    def has_subtypes(self, node: SchemaNode) -> bool:
        """Whether a schema is a component that others build on, to be told apart by a value."""
        node = self._wrapping.unwrapped(node)
        if not isinstance(node, Reference):
            return False
        return bool(self._subtypes.below(self._targets.end_of_chain(node.target)))

    def _variant(self, pointer: Pointer, below: tuple[Pointer, ...]) -> Ref:
        """A component or what descends from it; the component itself where nothing else fits."""
        at = pointer / "discriminator"
        if TypeId(str(at)) not in self.definitions:
            name = pointer.tokens[-1]
            prose = f"A `{name}`, or one of the schemas that build on it."
            described = Schema(at, description=prose)
            self._add(at, self._unions.subtypes(pointer, below), described)
        return Ref(TypeId(str(at)))

    def finish(self) -> None:
        """Lower everything that has been referred to and is not lowered yet."""
        while self._waiting:
            pointer = self._waiting.pop()
            node = self._targets[pointer]
            type_ = self._content(node)
            if isinstance(type_, Nullable) and isinstance(type_.type, Record):
                # A class cannot be null: whatever refers to it says that it may be.
                type_ = type_.type
            schema = self.resolve(node)
            self._add(pointer, type_, schema if schema.at == pointer else None)

    def lower(self, node: SchemaNode) -> Type:
        """The type of a schema where it stands; objects and enums become definitions."""
        if isinstance(node, Reference):
            return self._reference(node)
        if id(node) in self._inside:
            # By an allOf that names the component which it stands in.
            self._recursive.add(id(node))
            return Ref(TypeId(str(node.at)))
        self._inside.add(id(node))
        type_ = self._hoisted(self._content(node), node)
        self._inside.remove(id(node))
        is_alias = id(node) in self._recursive and str(node.at) not in self.definitions
        return self._add(node.at, type_, node) if is_alias else type_

    def record(self, schema: Schema) -> Record:
        """The record a schema with `properties` describes."""
        return Record(
            fields=tuple(
                self._field(name, node, name in schema.required)
                for name, node in schema.properties or ()
            ),
            additional=self._others(schema),
        )

    def _others(self, schema: Schema) -> Type | None:
        """What the properties that a schema does not name are, if it says anything of them."""
        patterns = [self.lower(node) for node in schema.pattern_properties]
        additional = schema.additional_properties
        if additional is True:
            patterns.append(ANY)
        elif not isinstance(additional, bool | None):
            patterns.append(self.lower(additional))
        return union_of(patterns) if patterns else None

    def _field(self, name: str, node: SchemaNode, required: bool) -> Field:
        schema = self.merger.folded(self.resolve(node))
        # What a reference names has prose for wherever it stands; only what stands here counts.
        own = node if isinstance(node, Schema) else node.siblings
        held = schema.content_schema
        data = held if held is not None and held.at in self._event_data else None
        return Field(
            name=name,
            type=self.lower(node if data is None else data),
            required=required,
            at=node.at,
            description=node.description,
            deprecated=own is not None and own.deprecated,
            read_only=schema.read_only or (own is not None and own.read_only),
            write_only=schema.write_only or (own is not None and own.write_only),
            annotations=schema.annotations,
        )

    def _reference(self, node: Reference) -> Type:
        siblings = node.siblings
        if siblings is not None and self._counts(siblings, node):
            target = replace(node, siblings=None)
            return self.lower(replace(siblings, all_of=(target, *siblings.all_of)))
        type_ = self.refer(self._targets.end_of_chain(node.target))
        return nullable(type_) if siblings is not None and siblings.nullable else type_

    def _counts(self, siblings: Schema, node: Reference) -> bool:
        """Whether what stands beside a reference makes another type of it."""
        return (
            constrains(siblings)
            or bool(siblings.required or siblings.conditional)
            or self._wrapping.rereads(siblings, replace(node, siblings=None))
        )

    def _hoisted(self, type_: Type, schema: Schema) -> Type:
        """`type_` with its records and enums of several values put into the arena."""
        match type_:
            case Nullable(inner):
                return Nullable(self._hoisted(inner, schema))
            case Record():
                return self._add(schema.at, type_, schema)
            case Enum(values) if len(values) > 1:
                return self._add(schema.at, type_, schema)
            case _:
                return type_

    def _add(self, at: Pointer, type_: Type, schema: Schema | None) -> Ref:
        id_ = TypeId(str(at))
        if id_ not in self.definitions:
            self.definitions[id_] = Definition(
                id=id_,
                at=at,
                place=place_of(at, self._names, self._incoming),
                type=type_,
                title=schema.title if schema else None,
                description=schema.description if schema else None,
                deprecated=schema.deprecated if schema else False,
                annotations=schema.annotations if schema else None,
            )
        return Ref(id_)

    def _content(self, node: SchemaNode) -> Type:
        """What a schema says, a record as such: for `lower` and for named schemas alike."""
        if isinstance(node, Reference):
            return self._reference(node)
        only = self._wrapping.wrapped(node, self._targets.is_named(node.at))
        if only is not None and not self._subtypes.is_subtype(node.at):
            type_ = self.lower(only)
            return nullable(type_) if node.nullable else type_
        schema = self.merger.folded(node)
        type_ = self.without_null(schema)
        return nullable(type_) if schema.nullable else type_

    def without_null(self, schema: Schema) -> Type:
        """The type of a schema without `allOf`, whether or not it may be null as well."""
        if schema.never:
            return Scalar("never")
        if schema.enum is not None:
            return self._enum(schema, schema.enum)
        if schema.any_of or schema.one_of:
            return self._unions.union(schema)
        types = schema.types or implied_types(schema)
        if len(types) == 1:
            return self._by_type(types[0], schema)
        return union_of([self._one_of_types(name, schema) for name in types] or [ANY])

    def _one_of_types(self, name: str, schema: Schema) -> Type:
        """What a schema of several types is as one of them: not the schema itself."""
        part = replace(schema, at=schema.at / "type" / name)
        return self._hoisted(self._by_type(name, schema), part)

    def _enum(self, schema: Schema, values: tuple[Json, ...]) -> Type:
        """The values of an `enum` that `type` admits; the type alone where it admits none."""
        if not values:
            message = (
                "the enum is empty, so that no value fits it; the client ignores it"
            )
            self._tell(schema, "empty-enum", message)
            return self.without_null(replace(schema, enum=None))
        fitting, others = fitting_values(values, schema.types)
        if others:
            self._tell(
                schema,
                "enum-contradicts-type",
                f"the value {json.dumps(others[0])} of this enum is no "
                f"{' or '.join(schema.types)}, which `type` asks for",
                "correct `type`, or write the value as one of that type: with quotes for a string",
            )
        if not others:
            return enum_of(fitting)
        # What comes instead of the others is any value of the type; but where that is an object,
        # `type` is as likely to be the slip.
        plain = self._hoisted(
            self.without_null(replace(schema, enum=None)),
            replace(schema, at=schema.at / "type"),
        )
        kept = values if schema.types == ("object",) else fitting
        return union_of([plain, *([enum_of(kept)] if kept else [])])

    def _tell(
        self, schema: Schema, code: str, message: str, hint: str | None = None
    ) -> None:
        """Warn once of a schema, however often it is looked at."""
        if schema.at not in self._told:
            self._told.add(schema.at)
            self._diagnostics.warning(code, message, schema.at, hint)

    def _by_type(self, name: str, schema: Schema) -> Type:
        match name:
            case "object":
                return self._object(schema)
            case "array":
                return self._array(schema)
            case _:
                return scalar_of(name, schema)

    def _array(self, schema: Schema) -> Type:
        if has_fixed_length(schema):
            return Tuple(tuple(self.lower(node) for node in schema.prefix_items))
        nodes = [*schema.prefix_items, *([schema.items] if schema.items else [])]
        return Array(union_of([self.lower(node) for node in nodes] or [ANY]))

    def _object(self, schema: Schema) -> Type:
        if schema.properties is not None:
            return self.record(schema)
        return Map(self._others(schema) or ANY)
