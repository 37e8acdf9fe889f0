"""A property that two parts of an `allOf` have: what both say of it, or the narrower of the two."""

from __future__ import annotations

from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.combine import same_values
from generator.lower.keywords import common_types, constrains, implied_types, kind_of
from generator.lower.targets import Targets
from generator.openapi.nodes import Reference, Schema, SchemaNode


class Overriding:
    """Puts the two schemas of one property, of one list's items or of one map's values together."""

    def __init__(self, targets: Targets, diagnostics: Diagnostics) -> None:
        self._targets = targets
        self._diagnostics = diagnostics
        self._told: set[tuple[Pointer, Pointer]] = set()
        # Components that hold at once, by their pointers: one schema for each pair, since
        # what they consist of may lead back to the same pair.
        self._pairs: dict[tuple[Pointer, Pointer], Reference] = {}

    def tell(self, own: Schema, part: Schema, problem: str) -> None:
        """Note that no value fits both, once for each two places."""
        if (own.at, part.at) in self._told:
            return
        self._told.add((own.at, part.at))
        self._diagnostics.warning(
            "conflicting-all-of",
            f"{problem}, as the parts of this allOf ask (the other part is at {part.at}); "
            "the client takes either",
            own.at,
            "give the parts types that a value can have at once",
        )

    def both(self, at: Pointer, own: SchemaNode, part: SchemaNode) -> SchemaNode:
        """What holds of a value that fits `own`, which comes later, and `part`.

        One of the two, where that is the narrower one; else both, as a schema that stands at `at`.
        """
        mine, theirs = self._meaning(own), self._meaning(part)
        if mine is theirs or mine.at == theirs.at:
            return own
        if not constrains(theirs) or self._descends(mine, theirs.at):
            return own
        if not constrains(mine) or self._descends(theirs, mine.at):
            return self._told_otherwise(own, part)
        if mine.any_of or mine.one_of or theirs.any_of or theirs.one_of:
            # Which members of a union are left is more than a client needs to know.
            return own
        if theirs.content_schema is not None and mine.content_schema is None:
            return self._told_otherwise(own, part)
        if not mine.all_of and not theirs.all_of:
            # Of an object that is written here, what the other says of it is to be kept as well.
            is_whole = isinstance(own, Reference) or not theirs.properties
            if is_whole and covers(theirs, mine):
                return own
            if covers(mine, theirs):
                return self._told_otherwise(own, part)
            if self._conflict(mine, theirs):
                return Schema(at, description=own.description, any_of=(own, part))
        if isinstance(own, Reference) and isinstance(part, Reference):
            return self._pair(at, own, part)
        return Schema(at, description=own.description, all_of=(part, own))

    def is_said_by(self, own: Schema, part: Schema) -> bool:
        """Whether an object says by itself, with `part`, all that `own` says of it."""
        theirs = dict(part.properties or ())
        return (
            _kinds(part) == ("object",)
            and own.required <= part.required
            and isinstance(own.additional_properties, bool | None)
            and own.additional_properties in (None, False, part.additional_properties)
            and own.pattern_properties == part.pattern_properties
            and all(
                name in theirs and self._is_as_narrow(theirs[name], node)
                for name, node in own.properties or ()
            )
        )

    def _is_as_narrow(self, node: SchemaNode, other: SchemaNode) -> bool:
        mine, theirs = self._meaning(node), self._meaning(other)
        if mine.at == theirs.at:
            return True
        is_plain = constrains(theirs) and not (
            theirs.properties or theirs.all_of or theirs.any_of or theirs.one_of
        )
        is_open = not (mine.all_of or mine.any_of or mine.one_of)
        has_roles = theirs.read_only or theirs.write_only or theirs.content_schema
        return is_plain and is_open and not has_roles and covers(theirs, mine)

    def can_be_both(self, own: SchemaNode, part: SchemaNode) -> bool:
        """Whether a value may fit members of two unions, as far as kinds and constants tell."""
        mine, theirs = self._meaning(own), self._meaning(part)
        if mine.never or theirs.never:
            return False
        if mine.nullable and theirs.nullable:
            return True
        kinds = _kinds_of_values(mine), _kinds_of_values(theirs)
        if kinds[0] and kinds[1] and not common_types(*kinds):
            return False
        return not (mine.enum and theirs.enum) or bool(
            same_values(mine.enum, theirs.enum)
        )

    def _meaning(self, node: SchemaNode) -> Schema:
        """The schema that a node is, through references and what wraps one."""
        schema = self._targets.resolve(node)
        seen: set[Pointer] = set()
        while len(schema.all_of) == 1 and schema.at not in seen:
            if constrains(replace(schema, all_of=())):
                break
            seen.add(schema.at)
            schema = self._targets.resolve(schema.all_of[0])
        return schema

    def _descends(self, schema: Schema, ancestor: Pointer) -> bool:
        """Whether a schema has the one at `ancestor` among its parts, at any depth."""
        waiting, seen = [schema], {schema.at}
        while waiting:
            for part in waiting.pop().all_of:
                resolved = self._targets.resolve(part)
                if resolved.at == ancestor:
                    return True
                if resolved.at not in seen:
                    seen.add(resolved.at)
                    waiting.append(resolved)
        return False

    def _told_otherwise(self, own: SchemaNode, part: SchemaNode) -> SchemaNode:
        """`part`, with what `own` says beside a type."""
        said = own if isinstance(own, Schema) else own.siblings
        if said is None:
            said = Schema(own.at, description=own.description)
        return Schema(
            own.at,
            title=said.title,
            description=own.description,
            deprecated=said.deprecated,
            read_only=said.read_only,
            write_only=said.write_only,
            annotations=said.annotations,
            all_of=(part,),
        )

    def _pair(self, at: Pointer, own: Reference, part: Reference) -> Reference:
        key = (own.target, part.target)
        if key not in self._pairs:
            made = Reference(at, at, own.description)
            self._pairs[key] = made
            self._targets.add(at, Schema(at, all_of=(part, own)))
        return self._pairs[key]

    def _conflict(self, mine: Schema, theirs: Schema) -> bool:
        kinds = _kinds(mine), _kinds(theirs)
        if kinds[0] and kinds[1] and not common_types(*kinds):
            asked = (" or ".join(each) for each in kinds)
            self.tell(mine, theirs, f"no value is both {' and '.join(asked)}")
            return True
        if mine.enum and theirs.enum and not same_values(mine.enum, theirs.enum):
            self.tell(mine, theirs, "none of the values of one `enum` is in both")
            return True
        return False


def covers(wide: Schema, narrow: Schema) -> bool:
    """Whether each value of `narrow` is one of `wide`, as far as the kinds of values go."""
    kinds = _kinds(narrow)
    if _kinds(wide) and common_types(kinds, _kinds(wide)) != kinds:
        return False
    if wide.enum is not None:
        return narrow.enum is not None and len(
            same_values(narrow.enum, wide.enum)
        ) == len(narrow.enum)
    if wide.format is not None and wide.format != narrow.format and not narrow.enum:
        return False
    names = dict(narrow.properties or ())
    has_all = wide.required <= narrow.required and all(
        name in names for name, _ in wide.properties or ()
    )
    has_parts = wide.items is None and not wide.prefix_items
    is_open = isinstance(wide.additional_properties, bool | None)
    return has_all and has_parts and is_open and not wide.pattern_properties


def _kinds(schema: Schema) -> tuple[str, ...]:
    return schema.types or implied_types(schema)


def _kinds_of_values(schema: Schema) -> tuple[str, ...]:
    if schema.enum:
        return tuple(dict.fromkeys(map(kind_of, schema.enum)))
    return _kinds(schema)
