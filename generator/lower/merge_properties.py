"""Merge two schemas of the same property, list item or map value."""

from __future__ import annotations

from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.lower.build_types import common_values
from generator.lower.schema_index import SchemaIndex
from generator.lower.schema_keywords import (
    common_types,
    constrains_type,
    json_type,
    types_or_implied,
)
from generator.openapi.nodes import Reference, Schema, SchemaNode


class PropertyMerger:
    """Merges what two parts of an `allOf` say about the same value.

    Example:
        {type: string} and {enum: [a, b]}    →    {enum: [a, b]}, the narrower one
    """

    def __init__(self, index: SchemaIndex, diagnostics: Diagnostics) -> None:
        self._index = index
        self._diagnostics = diagnostics
        self._reported: set[tuple[Pointer, Pointer]] = set()
        # One merged schema for each pair of components, because the properties of recursive
        # components lead to the same pair again.
        self._pairs: dict[tuple[Pointer, Pointer], Reference] = {}

    def report_conflict(self, own: Schema, part: Schema, problem: str) -> None:
        """Warn that no value matches both schemas, once for each pair of locations."""
        if (own.at, part.at) in self._reported:
            return
        self._reported.add((own.at, part.at))
        self._diagnostics.warning(
            "conflicting-all-of",
            f"the parts of this allOf conflict: {problem} (the other part is at {part.at}); the "
            "client accepts either",
            own.at,
            "use types that a value can have at the same time",
        )

    def merge(self, at: Pointer, own: SchemaNode, part: SchemaNode) -> SchemaNode:
        """Return the narrower of two schemas, or a schema at `at` that combines them.

        Args:
            at: the location of a combined schema.
            own: the later schema, which refines `part`.
            part: the earlier schema.
        """
        mine, theirs = self._meaning(own), self._meaning(part)
        if mine is theirs or mine.at == theirs.at:
            return own
        if not constrains_type(theirs) or self._inherits(mine, theirs.at):
            return own
        if not constrains_type(mine) or self._inherits(theirs, mine.at):
            return self._with_documentation(own, part)
        if mine.any_of or mine.one_of or theirs.any_of or theirs.one_of:
            # A client does not need to know which members of a union remain.
            return own
        if theirs.content_schema is not None and mine.content_schema is None:
            return self._with_documentation(own, part)
        if not mine.all_of and not theirs.all_of:
            # An inline object must keep the properties that the other schema has.
            is_complete = isinstance(own, Reference) or not theirs.properties
            if is_complete and covers(theirs, mine):
                return own
            if covers(mine, theirs):
                return self._with_documentation(own, part)
            if self._conflicts(mine, theirs):
                return Schema(at, description=own.description, any_of=(own, part))
        if isinstance(own, Reference) and isinstance(part, Reference):
            return self._merge_pair(at, own, part)
        return Schema(at, description=own.description, all_of=(part, own))

    def is_implied(self, own: Schema, part: Schema) -> bool:
        """Whether the object `part` already satisfies everything that `own` requires."""
        properties = dict(part.properties or ())
        return (
            types_or_implied(part) == ("object",)
            and own.required <= part.required
            and isinstance(own.additional_properties, bool | None)
            and own.additional_properties in (None, False, part.additional_properties)
            and own.pattern_properties == part.pattern_properties
            and all(
                name in properties and self._is_as_narrow(properties[name], node)
                for name, node in own.properties or ()
            )
        )

    def _is_as_narrow(self, node: SchemaNode, other: SchemaNode) -> bool:
        mine, theirs = self._meaning(node), self._meaning(other)
        if mine.at == theirs.at:
            return True
        is_simple = constrains_type(theirs) and not (
            theirs.properties or theirs.all_of or theirs.any_of or theirs.one_of
        )
        is_complete = not (mine.all_of or mine.any_of or mine.one_of)
        has_roles = theirs.read_only or theirs.write_only or theirs.content_schema
        return is_simple and is_complete and not has_roles and covers(theirs, mine)

    def can_be_both(self, own: SchemaNode, part: SchemaNode) -> bool:
        """Whether a value can match both schemas, judging by types and constants."""
        mine, theirs = self._meaning(own), self._meaning(part)
        if mine.never or theirs.never:
            return False
        if mine.nullable and theirs.nullable:
            return True
        my_types, their_types = _value_types(mine), _value_types(theirs)
        if my_types and their_types and not common_types(my_types, their_types):
            return False
        return not (mine.enum and theirs.enum) or bool(
            common_values(mine.enum, theirs.enum)
        )

    def _meaning(self, node: SchemaNode) -> Schema:
        """The schema of a node, through references and wrappers of a single schema."""
        schema = self._index.resolve(node)
        seen: set[Pointer] = set()
        while len(schema.all_of) == 1 and schema.at not in seen:
            if constrains_type(replace(schema, all_of=())):
                break
            seen.add(schema.at)
            schema = self._index.resolve(schema.all_of[0])
        return schema

    def _inherits(self, schema: Schema, ancestor: Pointer) -> bool:
        """Whether the schema at `ancestor` is among the parts of `schema`, at any depth."""
        waiting, seen = [schema], {schema.at}
        while waiting:
            for part in waiting.pop().all_of:
                resolved = self._index.resolve(part)
                if resolved.at == ancestor:
                    return True
                if resolved.at not in seen:
                    seen.add(resolved.at)
                    waiting.append(resolved)
        return False

    def _with_documentation(self, own: SchemaNode, part: SchemaNode) -> SchemaNode:
        """`part` with the documentation of `own`."""
        keywords = own if isinstance(own, Schema) else own.siblings
        if keywords is None:
            keywords = Schema(own.at, description=own.description)
        return Schema(
            own.at,
            title=keywords.title,
            description=own.description,
            deprecated=keywords.deprecated,
            read_only=keywords.read_only,
            write_only=keywords.write_only,
            annotations=keywords.annotations,
            all_of=(part,),
        )

    def _merge_pair(self, at: Pointer, own: Reference, part: Reference) -> Reference:
        key = (own.target, part.target)
        if key not in self._pairs:
            self._pairs[key] = Reference(at, at, own.description)
            self._index.add(at, Schema(at, all_of=(part, own)))
        return self._pairs[key]

    def _conflicts(self, mine: Schema, theirs: Schema) -> bool:
        my_types, their_types = types_or_implied(mine), types_or_implied(theirs)
        if my_types and their_types and not common_types(my_types, their_types):
            names = f"{' or '.join(my_types)} and {' or '.join(their_types)}"
            self.report_conflict(mine, theirs, f"no value is both {names}")
            return True
        if mine.enum and theirs.enum and not common_values(mine.enum, theirs.enum):
            self.report_conflict(mine, theirs, "the enums have no common value")
            return True
        return False


def covers(wide: Schema, narrow: Schema) -> bool:
    """Whether every value of `narrow` also matches `wide`, judging by types and properties."""
    wide_types, narrow_types = types_or_implied(wide), types_or_implied(narrow)
    if wide_types and common_types(narrow_types, wide_types) != narrow_types:
        return False
    if wide.enum is not None:
        return narrow.enum is not None and len(
            common_values(narrow.enum, wide.enum)
        ) == len(narrow.enum)
    if wide.format is not None and wide.format != narrow.format and not narrow.enum:
        return False
    names = dict(narrow.properties or ())
    has_all = wide.required <= narrow.required and all(
        name in names for name, _ in wide.properties or ()
    )
    has_no_items = wide.items is None and not wide.prefix_items
    is_open = isinstance(wide.additional_properties, bool | None)
    return has_all and has_no_items and is_open and not wide.pattern_properties


def _value_types(schema: Schema) -> tuple[str, ...]:
    if schema.enum:
        return tuple(dict.fromkeys(map(json_type, schema.enum)))
    return types_or_implied(schema)
