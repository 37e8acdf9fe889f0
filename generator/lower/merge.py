"""`allOf`: several schemas that hold at once, folded into one (JSON Schema 2020-12, 10.2.1.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.diagnostics import Diagnostics
from generator.spec.nodes import Schema, SchemaNode

# Follows a reference (through any chain) to the schema it names.
Resolve = Callable[[SchemaNode], Schema]


class Merger:
    """Folds the parts of `allOf`, and a schema with a union beside its own keywords."""

    def __init__(self, resolve: Resolve, diagnostics: Diagnostics) -> None:
        self._resolve = resolve
        self._diagnostics = diagnostics

    def folded(self, schema: Schema, seen: frozenset[str] = frozenset()) -> Schema:
        """`schema` without `allOf`, its parts' keywords among its own.

        `seen` are the places already being folded, so that a part which contains itself is told.
        """
        own = replace(schema, all_of=())
        # The last first: what comes later is there to say more of what came before.
        for part in reversed(schema.all_of):
            resolved = self._resolve(part)
            if str(resolved.at) in seen | {str(schema.at)}:
                self._diagnostics.error(
                    "reference-cycle",
                    f"the allOf at {schema.at} contains itself",
                    part.at,
                    "let a part name another schema",
                )
                continue
            inner = self.folded(resolved, seen | {str(schema.at), str(resolved.at)})
            own = self.both(own, inner)
        # Strictly, `nullable` counts beside `type` only; whoever writes it beside allOf means it.
        return replace(own, nullable=True) if schema.nullable else own

    def both(self, own: Schema, part: Schema) -> Schema:
        """One schema for values that fit `own` and `part`; `own` has the say on prose and place."""
        return replace(
            own,
            types=self._types(own, part),
            enum=_enum(own, part),
            format=own.format or part.format,
            content_encoding=own.content_encoding or part.content_encoding,
            title=own.title or part.title,
            description=own.description or part.description,
            properties=_properties(own, part),
            required=own.required | part.required,
            additional_properties=(
                own.additional_properties
                if own.additional_properties is not None
                else part.additional_properties
            ),
            items=own.items or part.items,
            prefix_items=own.prefix_items or part.prefix_items,
            any_of=own.any_of or part.any_of,
            one_of=own.one_of or (part.one_of if not own.any_of else ()),
            discriminator=own.discriminator or part.discriminator,
            # Null is allowed only where every part allows it; a part that names no type has no say.
            nullable=(
                part.nullable
                if _says_nothing_of_null(own)
                else own.nullable and (part.nullable or _says_nothing_of_null(part))
            ),
            never=own.never or part.never,
            annotations={**(part.annotations or {}), **(own.annotations or {})},
            extensions={**(part.extensions or {}), **(own.extensions or {})},
        )

    def _types(self, own: Schema, part: Schema) -> tuple[str, ...]:
        if not own.types or not part.types:
            return own.types or part.types
        common = tuple(
            name
            for name in own.types
            if name in part.types or (name == "integer" and "number" in part.types)
        )
        if common:
            return common
        if "number" in own.types and "integer" in part.types:
            return ("integer",)
        self._diagnostics.error(
            "conflicting-all-of",
            f"no value is both {' or '.join(own.types)} and {' or '.join(part.types)}, "
            f"as the parts of this allOf ask (the other part is at {part.at})",
            own.at,
            "give the parts types that a value can have at once",
        )
        return own.types


def _says_nothing_of_null(schema: Schema) -> bool:
    typed = schema.types or schema.enum or schema.any_of or schema.one_of
    return not schema.nullable and not typed


def _enum(own: Schema, part: Schema) -> tuple[object, ...] | None:
    if own.enum is None or part.enum is None:
        return own.enum if part.enum is None else part.enum
    return tuple(value for value in own.enum if value in part.enum) or own.enum


def _properties(own: Schema, part: Schema) -> tuple[tuple[str, SchemaNode], ...] | None:
    """The part's properties, then those `own` adds; where both have one, `own`'s stands."""
    if own.properties is None or part.properties is None:
        return own.properties if part.properties is None else part.properties
    mine = dict(own.properties)
    names = dict.fromkeys([name for name, _ in part.properties])
    theirs = dict(part.properties)
    return tuple(
        (name, mine[name] if name in mine else theirs[name])
        for name in [*names, *(name for name in mine if name not in names)]
    )
