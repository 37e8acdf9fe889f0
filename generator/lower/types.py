"""Schemas to types: each schema's one meaning, inline objects and enums as definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.diagnostics import Diagnostics
from generator.lower.api import (
    Array,
    Definition,
    Enum,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
    UnionDiscriminator,
)
from generator.lower.combine import ANY, enum_of, nullable, union_of
from generator.lower.extensions import expansion_targets
from generator.lower.keywords import (
    constrains,
    implied_types,
    is_alternative,
    scalar_of,
)
from generator.lower.merge import Merger
from generator.lower.places import place_of
from generator.lower.streams import event_data
from generator.lower.targets import SCHEMAS, Targets
from generator.pointer import Pointer
from generator.spec.nodes import Document, Reference, Schema, SchemaNode


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
        self.merger = Merger(self.resolve, diagnostics)

    def define(self, pointer: Pointer) -> TypeId:
        """The definition of the schema at `pointer`, which will be lowered in its turn."""
        if pointer not in self._asked:
            self._asked.add(pointer)
            self._waiting.append(pointer)
        return TypeId(str(pointer))

    def _refer(self, pointer: Pointer) -> Type:
        """The type of a reference; that of a nullable object is its class, or null."""
        ref = Ref(self.define(pointer))
        schema = self.resolve(self._targets[pointer])
        schema = self.merger.folded(schema) if schema.all_of else schema
        is_record = schema.properties is not None and schema.enum is None
        is_plain = not schema.any_of and not schema.one_of
        return Nullable(ref) if schema.nullable and is_record and is_plain else ref

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
        return self._hoisted(self._content(node), node)

    def record(self, schema: Schema) -> Record:
        """The record a schema with `properties` describes."""
        additional = schema.additional_properties
        others: Type | None = ANY if additional is True else None
        if not isinstance(additional, bool | None):
            others = self.lower(additional)
        return Record(
            fields=tuple(
                self._field(name, node, name in schema.required)
                for name, node in schema.properties or ()
            ),
            additional=others,
        )

    def _field(self, name: str, node: SchemaNode, required: bool) -> Field:
        schema = self.resolve(node)
        # What a reference names has prose for wherever it stands; only what stands here counts.
        own = node if isinstance(node, Schema) else node.siblings
        return Field(
            name=name,
            type=self.lower(self._event_data.get(node.at, node)),
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
        if siblings is not None and constrains(siblings):
            target = replace(node, siblings=None)
            return self.lower(replace(siblings, all_of=(target, *siblings.all_of)))
        return self._refer(self._targets.end_of_chain(node.target))

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
            )
        return Ref(id_)

    def _content(self, node: SchemaNode) -> Type:
        """What a schema says, a record as such: for `lower` and for named schemas alike."""
        if isinstance(node, Reference):
            return self._reference(node)
        if len(node.all_of) == 1 and not constrains(replace(node, all_of=())):
            only = self.lower(node.all_of[0])
            return nullable(only) if node.nullable else only
        schema = self.merger.folded(node) if node.all_of else node
        type_ = self._without_null(schema)
        return nullable(type_) if schema.nullable else type_

    def _without_null(self, schema: Schema) -> Type:
        if schema.never:
            return Scalar("never")
        if schema.enum is not None:
            return enum_of(schema.enum)
        if members := schema.any_of or schema.one_of:
            return self._union(schema, members)
        types = schema.types or implied_types(schema)
        if len(types) == 1:
            return self._by_type(types[0], schema)
        each = [self._hoisted(self._by_type(name, schema), schema) for name in types]
        return union_of(each or [ANY])

    def _by_type(self, name: str, schema: Schema) -> Type:
        match name:
            case "object":
                return self._object(schema)
            case "array":
                return Array(self._items(schema))
            case _:
                return scalar_of(name, schema)

    def _items(self, schema: Schema) -> Type:
        nodes = [*schema.prefix_items, *([schema.items] if schema.items else [])]
        return union_of([self.lower(node) for node in nodes] or [ANY])

    def _object(self, schema: Schema) -> Type:
        if schema.properties is not None:
            return self.record(schema)
        additional = schema.additional_properties
        if isinstance(additional, bool | None):
            return Map(ANY)
        return Map(self.lower(additional))

    def _union(self, schema: Schema, members: tuple[SchemaNode, ...]) -> Type:
        """`anyOf` and `oneOf`: alternatives, each also held to the keywords beside them."""
        beside = replace(schema, any_of=(), one_of=(), discriminator=None)
        if schema.properties is not None or schema.additional_properties is not None:
            return self._distributed(beside, schema, members)
        constants = self._constants(members)
        if constants is not None:
            return constants
        types = [self.lower(member) for member in members if is_alternative(member)]
        targets = expansion_targets(schema)
        if targets is not None:
            types += [self._refer(target) for target in targets]
        if not types:
            plain = replace(beside, nullable=False)
            return self._without_null(plain)
        union = union_of(types)
        inner = union.type if isinstance(union, Nullable) else union
        if not isinstance(inner, Union):
            return union
        told_apart = replace(
            inner,
            discriminator=self._discriminator(schema, members),
            expandable=targets is not None,
        )
        return Nullable(told_apart) if isinstance(union, Nullable) else told_apart

    def _distributed(
        self, beside: Schema, schema: Schema, members: tuple[SchemaNode, ...]
    ) -> Type:
        """A schema with properties and alternatives: each alternative with those properties."""
        keyword = "anyOf" if schema.any_of else "oneOf"
        types: list[Type] = []
        for index, member in enumerate(members):
            if not is_alternative(member):
                continue
            resolved = self.merger.folded(self.resolve(member))
            at = schema.at / keyword / index
            own = replace(beside, at=at, title=resolved.title or beside.title)
            types.append(self.lower(self.merger.both(own, resolved)))
        if not types:
            return self._without_null(replace(beside, nullable=False))
        union = union_of(types)
        if isinstance(union, Union):
            return replace(union, discriminator=self._discriminator(schema, members))
        return union

    def _constants(self, members: tuple[SchemaNode, ...]) -> Type | None:
        """An enum whose values are spelt as alternatives, each a constant with its own prose."""
        values: list[object] = []
        for member in members:
            if isinstance(member, Reference) or member.enum is None:
                return None
            values += [value for value in member.enum if value not in values]
        return enum_of(tuple(values))

    def _discriminator(
        self, schema: Schema, members: tuple[SchemaNode, ...]
    ) -> UnionDiscriminator | None:
        """Explicit `mapping` entries, then each referenced member under its own schema name."""
        if schema.discriminator is None:
            return None
        mapping: dict[str, TypeId] = {}
        for value, name in schema.discriminator.mapping:
            target = Pointer.parse(name) if name.startswith("#") else SCHEMAS / name
            if target in self._targets:
                mapping[value] = self.define(target)
            else:
                self._diagnostics.error(
                    "unresolved-reference",
                    f"the discriminator maps {value!r} to {name!r}, which is no schema",
                    schema.at / "discriminator" / "mapping" / value,
                    "name a schema of components.schemas",
                )
        mapped = set(mapping.values())
        for member in members:
            if isinstance(member, Reference):
                id_ = TypeId(str(member.target))
                if id_ not in mapped and self._targets.is_named(member.target):
                    mapping.setdefault(member.target.tokens[-1], id_)
        return UnionDiscriminator(
            schema.discriminator.property_name, tuple(mapping.items())
        )
