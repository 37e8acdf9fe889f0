"""Lower schemas to types; inline objects and enums become definitions."""

from __future__ import annotations

import json
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.ir.types import (
    ANY,
    NEVER,
    Array,
    Definition,
    Enum,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Tuple,
    Type,
    TypeId,
)
from generator.lower.build_types import enum_of, nullable, union_of
from generator.lower.inheritance import Inheritance
from generator.lower.lower_constraints import lower_constraints
from generator.lower.lower_streams import event_data_schemas
from generator.lower.lower_unions import UnionLowering
from generator.lower.merge_all_of import AllOfMerger
from generator.lower.operation_keys import DocumentKeys
from generator.lower.schema_index import SchemaIndex
from generator.lower.schema_keywords import (
    constrains_type,
    has_fixed_length,
    partition_enum,
    scalar_of,
    types_or_implied,
)
from generator.lower.trivial_wrappers import TrivialWrappers
from generator.lower.type_locations import locate_type
from generator.openapi.nodes import Document, Reference, Schema, SchemaNode


class TypeLowering:
    """Lowers schemas, and collects in `definitions` the types that they refer to.

    Example:
        {type: array, items: {type: object, properties: {a}}}
            →    Array(Ref(id)), with definitions[id] = Record(a)
    """

    def __init__(
        self, document: Document, keys: DocumentKeys, diagnostics: Diagnostics
    ) -> None:
        self.definitions: dict[TypeId, Definition] = {}
        self._keys = keys
        self._diagnostics = diagnostics
        self._index = SchemaIndex(document, diagnostics)
        self.resolve = self._index.resolve
        self._event_data = event_data_schemas(document, self.resolve)
        self._pending: list[Pointer] = []
        self._requested: set[Pointer] = set()
        self._reported: set[Pointer] = set()
        # Inline schemas by identity: those being lowered, and those that contain themselves.
        self._active: set[int] = set()
        self._recursive: set[int] = set()
        self.merger = AllOfMerger(self._index, diagnostics)
        self._wrappers = TrivialWrappers(self.merger.resolve)
        self._inheritance = Inheritance(document, self._index)
        self._unions = UnionLowering(
            self, self._index, self._inheritance, self.merger, diagnostics
        )

    def define(self, pointer: Pointer) -> TypeId:
        """Schedule the schema at `pointer` for lowering, and return the id of its definition."""
        if pointer not in self._requested:
            self._requested.add(pointer)
            self._pending.append(pointer)
        return TypeId(str(pointer))

    def refer(self, pointer: Pointer) -> Type:
        """The type of a reference to `pointer`; a nullable object is its class or null."""
        descendants = self._inheritance.descendants(pointer)
        ref = (
            self._inheritance_union(pointer, descendants)
            if descendants
            else Ref(self.define(pointer))
        )
        schema = self.merger.merge_all_of(self.resolve(self._index[pointer]))
        is_record = schema.properties is not None and schema.enum is None
        is_union = schema.any_of or schema.one_of
        return Nullable(ref) if schema.nullable and is_record and not is_union else ref

    def has_subtypes(self, node: SchemaNode) -> bool:
        """Whether a node refers to a component with a discriminator that others inherit from."""
        node = self._wrappers.unwrap(node)
        if not isinstance(node, Reference):
            return False
        return bool(self._inheritance.descendants(self._index.canonical(node.target)))

    def _inheritance_union(
        self, pointer: Pointer, descendants: tuple[Pointer, ...]
    ) -> Ref:
        """The definition of a component or one of its descendants."""
        at = pointer / "discriminator"
        if TypeId(str(at)) not in self.definitions:
            description = (
                f"A `{pointer.tokens[-1]}`, or one of the schemas that build on it."
            )
            type_ = self._unions.lower_inheritance(pointer, descendants)
            self._add(at, type_, Schema(at, description=description))
        return Ref(TypeId(str(at)))

    def lower_pending(self) -> None:
        """Lower every schema that was referred to and is not lowered yet."""
        while self._pending:
            pointer = self._pending.pop()
            node = self._index[pointer]
            type_ = self._lower_content(node)
            if isinstance(type_, Nullable) and isinstance(type_.type, Record):
                # References to the definition are nullable instead: a class is never null.
                type_ = type_.type
            schema = self.resolve(node)
            self._add(pointer, type_, schema if schema.at == pointer else None)

    def lower(self, node: SchemaNode) -> Type:
        """The type of a schema; records and enums are added to `definitions`."""
        if isinstance(node, Reference):
            return self._lower_reference(node)
        if id(node) in self._active:
            # An inline schema contains itself if its allOf names the enclosing component.
            self._recursive.add(id(node))
            return Ref(TypeId(str(node.at)))
        self._active.add(id(node))
        type_ = self._hoist(self._lower_content(node), node)
        self._active.remove(id(node))
        is_alias = id(node) in self._recursive and str(node.at) not in self.definitions
        return self._add(node.at, type_, node) if is_alias else type_

    def lower_record(self, schema: Schema) -> Record:
        """The record of a schema with `properties`."""
        return Record(
            fields=tuple(
                self._lower_field(name, node, name in schema.required)
                for name, node in schema.properties or ()
            ),
            additional=self._lower_additional(schema),
        )

    def _lower_additional(self, schema: Schema) -> Type | None:
        """The type of properties that a schema does not name; None if it has none."""
        types = [self.lower(node) for node in schema.pattern_properties]
        additional = schema.additional_properties
        if additional is True:
            types.append(ANY)
        elif not isinstance(additional, bool | None):
            types.append(self.lower(additional))
        return union_of(types) if types else None

    def _lower_field(self, name: str, node: SchemaNode, required: bool) -> Field:
        schema = self.merger.merge_all_of(self.resolve(node))
        # The referenced schema documents all of its uses; only the siblings are about this one.
        own = node if isinstance(node, Schema) else node.siblings
        content = schema.content_schema
        is_event_data = content is not None and content.at in self._event_data
        return Field(
            name=name,
            type=self.lower(content if content and is_event_data else node),
            required=required,
            at=node.at,
            title=own.title if own is not None else None,
            description=node.description,
            deprecated=own is not None and own.deprecated,
            read_only=schema.read_only or (own is not None and own.read_only),
            write_only=schema.write_only or (own is not None and own.write_only),
            constraints=lower_constraints(schema),
        )

    def _lower_reference(self, node: Reference) -> Type:
        siblings = node.siblings
        if siblings is not None and self._changes_type(siblings, node):
            target = replace(node, siblings=None)
            return self.lower(replace(siblings, all_of=(target, *siblings.all_of)))
        type_ = self.refer(self._index.canonical(node.target))
        return nullable(type_) if siblings is not None and siblings.nullable else type_

    def _changes_type(self, siblings: Schema, node: Reference) -> bool:
        """Whether the keywords beside a reference change the type."""
        return (
            constrains_type(siblings)
            or bool(siblings.required or siblings.conditional)
            or self._wrappers.changes_format(siblings, replace(node, siblings=None))
        )

    def _hoist(self, type_: Type, schema: Schema) -> Type:
        """Turn a record, or an enum of several values, into a definition."""
        match type_:
            case Nullable(inner):
                return Nullable(self._hoist(inner, schema))
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
                location=locate_type(at, self._keys),
                type=type_,
                title=schema.title if schema else None,
                description=schema.description if schema else None,
                deprecated=schema.deprecated if schema else False,
                constraints=lower_constraints(schema) if schema else None,
            )
        return Ref(id_)

    def _lower_content(self, node: SchemaNode) -> Type:
        """The type of a schema; a record or enum itself, not a reference to its definition."""
        if isinstance(node, Reference):
            return self._lower_reference(node)
        wrapped = self._wrappers.wrapped(node, self._index.is_named(node.at))
        if wrapped is not None and not self._inheritance.has_ancestor(node.at):
            type_ = self.lower(wrapped)
            return nullable(type_) if node.nullable else type_
        schema = self.merger.merge_all_of(node)
        type_ = self.lower_non_null(schema)
        return nullable(type_) if schema.nullable else type_

    def lower_non_null(self, schema: Schema) -> Type:
        """The type of a schema without `allOf`, ignoring whether it allows null."""
        if schema.never:
            return NEVER
        if schema.enum is not None:
            return self._lower_enum(schema, schema.enum)
        if schema.any_of or schema.one_of:
            return self._unions.lower_union(schema)
        types = types_or_implied(schema)
        if len(types) == 1:
            return self._lower_type(types[0], schema)
        return union_of(
            [self._lower_one_of_types(name, schema) for name in types] or [ANY]
        )

    def _lower_one_of_types(self, name: str, schema: Schema) -> Type:
        """One of several `type`s of a schema; its definition differs from that of the schema."""
        part = replace(schema, at=schema.at / "type" / name)
        return self._hoist(self._lower_type(name, schema), part)

    def _lower_enum(self, schema: Schema, values: tuple[Json, ...]) -> Type:
        """The enum of the values that `type` allows; just the type if it allows none."""
        if not values:
            self._warn_once(
                schema,
                "empty-enum",
                "the enum is empty, so no value matches it; the client ignores it",
            )
            return self.lower_non_null(replace(schema, enum=None))
        allowed, ruled_out = partition_enum(values, schema.types)
        if not ruled_out:
            return enum_of(allowed)
        self._warn_once(
            schema,
            "enum-contradicts-type",
            f"the enum value {json.dumps(ruled_out[0])} is not of type "
            f"{' or '.join(schema.types)}",
            "correct `type`, or write the value as that type: with quotes for a string",
        )
        # Servers may send any value of the type instead of those ruled out. For objects, `type`
        # is as likely to be the mistake.
        any_value = self._hoist(
            self.lower_non_null(replace(schema, enum=None)),
            replace(schema, at=schema.at / "type"),
        )
        kept = values if schema.types == ("object",) else allowed
        return union_of([any_value, *([enum_of(kept)] if kept else [])])

    def _warn_once(
        self, schema: Schema, code: str, message: str, hint: str | None = None
    ) -> None:
        """Warn about a schema, at most once."""
        if schema.at not in self._reported:
            self._reported.add(schema.at)
            self._diagnostics.warning(code, message, schema.at, hint)

    def _lower_type(self, name: str, schema: Schema) -> Type:
        match name:
            case "object":
                return self._lower_object(schema)
            case "array":
                return self._lower_array(schema)
            case _:
                return scalar_of(name, schema)

    def _lower_array(self, schema: Schema) -> Type:
        if has_fixed_length(schema):
            return Tuple(tuple(self.lower(node) for node in schema.prefix_items))
        nodes = [*schema.prefix_items, *([schema.items] if schema.items else [])]
        return Array(union_of([self.lower(node) for node in nodes] or [ANY]))

    def _lower_object(self, schema: Schema) -> Type:
        if schema.properties is not None:
            return self.lower_record(schema)
        return Map(self._lower_additional(schema) or ANY)
