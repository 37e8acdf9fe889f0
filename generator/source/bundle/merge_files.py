"""Copy referenced content of other files into the tree of the document.

Walks the document, replaces references into other files by pointers, and records where every value
was written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.bundle.diagnostics import BundleDiagnostics
from generator.source.bundle.document_file import DocumentFile, Target
from generator.source.bundle.placement import Placement
from generator.source.bundle.resolve_references import UriResolver
from generator.source.bundle.schema_keywords import SchemaKeywords
from generator.source.document_structure import ObjectType, member_types, placeholder
from generator.source.load import Origin, origin_of
from generator.source.load.limits import MAX_DEPTH, MAX_VALUES

# A value of the bundled tree and its origin; None if it was written below the origin of its parent.
Merged: TypeAlias = tuple[Json, Origin | None]
Tokens: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pending:
    """An object from another file whose location is assigned, and whose content is not copied."""

    target: Target
    type: ObjectType
    location: Pointer


class FileMerger:
    """Builds the bundled tree of one document."""

    def __init__(
        self,
        root: DocumentFile,
        resolver: UriResolver,
        placement: Placement,
        diagnostics: BundleDiagnostics,
        has_ids: bool,
        keeps_broken: bool = False,
    ) -> None:
        """`keeps_broken`: keep broken references instead of placeholders."""
        self._root = root
        self._resolver = resolver
        self._placement = placement
        self._diagnostics = diagnostics
        self._keeps_broken = keeps_broken
        self._limits = _SizeLimits(diagnostics)
        self._keywords = SchemaKeywords(
            root, resolver, placement, self._location_of, diagnostics, has_ids
        )
        self._is_swagger = "swagger" in root.source.tree
        self._pending: deque[_Pending] = deque()
        # Objects being inlined, with their location, and objects inlined before.
        self._open: dict[tuple[Target, ObjectType], Pointer] = {}
        self._inlined: dict[tuple[Target, ObjectType], tuple[Json, Origin]] = {}
        # Results by the ID of shared values.
        self._merged: dict[tuple[int, ObjectType], Merged] = {}
        self._inlined_count = 0

    def merge(self) -> Merged:
        """The bundled tree; without an origin if it is the tree of the document itself."""
        start = Target(self._root, Pointer())
        tree, origin = self._merge(self._root.source.tree, "document", start, ())
        sections: dict[Tokens, dict[str, Merged]] = {}
        while self._pending:
            pending = self._pending.popleft()
            *parent, name = pending.location.tokens
            section = sections.setdefault(tuple(parent), {})
            section[name] = self._copy(pending.target, pending.type, pending.location)
        for tokens, section in sections.items():
            origin = origin or self._origin(start)
            tree, origin = _with_members(tree, origin, tokens, section)
        return tree, origin

    def _merge(
        self, value: Json, type_: ObjectType, at: Target, location: Tokens
    ) -> Merged:
        """`value`, read from `at`, in the form for `location` in the bundled tree."""
        if not isinstance(value, dict | list):
            return value, None
        reference = value.get("$ref") if isinstance(value, dict) else None
        if isinstance(value, dict) and isinstance(reference, str):
            return self._merge_reference(value, reference, type_, at, location)
        key = (id(value), type_)
        if key not in self._merged:
            count = self._inlined_count
            merged = (
                self._merge_array(value, type_, at, location)
                if isinstance(value, list)
                else self._merge_object(value, type_, at, location)
            )
            if self._inlined_count > count:
                # Inlined content depends on its location, so the result cannot be reused.
                return merged
            self._merged[key] = merged
        return self._merged[key]

    def _merge_reference(
        self,
        value: dict[str, Json],
        reference: str,
        type_: ObjectType,
        at: Target,
        location: Tokens,
    ) -> Merged:
        if self._is_local(reference, at):
            return self._merge_object(value, type_, at, location)
        target = self._resolver.end(reference, at)
        if target is None:
            return self._broken(type_, reference, at), self._origin(at)
        is_elsewhere = target.file is not self._root
        if is_elsewhere and not self._placement.has_section(type_):
            self._inlined_count += 1
            return self._inline(value, target, type_, at, location)
        if self._placement.find(target, type_) == Pointer(location):
            return self._copy(target, type_, Pointer(location))
        pointer = self._location_of(target, type_)
        return self._merge_object(value, type_, at, location, pointer)

    def _merge_array(
        self, value: list[Json], type_: ObjectType, at: Target, location: Tokens
    ) -> Merged:
        if not type_.startswith("["):
            return value, None
        merged = {
            str(index): self._merge(
                item, type_[1:-1], at / index, (*location, str(index))
            )
            for index, item in enumerate(value)
        }
        items = [item for item, _ in merged.values()]
        if all(new is old for new, old in zip(items, value, strict=True)):
            return value, None
        return items, self._origin(at, _origins(merged))

    def _merge_object(
        self,
        value: dict[str, Json],
        type_: ObjectType,
        at: Target,
        location: Tokens,
        reference: Pointer | None = None,
    ) -> Merged:
        """Merge the members of an object, and replace its `$ref` by `reference` if given."""
        original = value
        if type_ == "schema":
            value = self._keywords.strip(value, at)
        merged = {
            name: self._merge(value[name], inner, at / name, (*location, name))
            for name, inner in member_types(value, type_)
        }
        changed = {
            name: new for name, (new, _) in merged.items() if new is not value[name]
        }
        if reference is not None and str(reference) != value["$ref"]:
            changed["$ref"] = str(reference)
        origins = _origins(merged)
        result = {**value, **changed} if changed else value
        if type_ == "schema":
            result, keyword_origins = self._keywords.rewrite(result, at)
            origins |= keyword_origins
        if result is original:
            return value, None
        return result, self._origin(at, origins)

    def _inline(
        self,
        value: dict[str, Json],
        target: Target,
        type_: ObjectType,
        at: Target,
        location: Tokens,
    ) -> Merged:
        """Replace a reference by its target, together with the fields beside it.

        For types without a section in `components`. Inside of itself, the target stays a reference
        to the outer copy.
        """
        outer = self._open.get((target, type_))
        if outer is not None:
            return {"$ref": str(outer)}, self._origin(at)
        siblings = {name: member for name, member in value.items() if name != "$ref"}
        content, origin = self._inlined_content(target, type_, at, location)
        if not siblings or not isinstance(content, dict):
            return content, origin
        for name in siblings.keys() & content.keys():
            self._diagnostics.report(
                at / name,
                "reference-siblings",
                f"the target of `$ref` has {name!r} too, and this one overrides it",
                "remove one of them: OpenAPI does not define which one applies",
                "warning",
            )
        more, written = self._merge_object(siblings, type_, at, location)
        own = {name: (written or self._origin(at)).member(name) for name in more}
        return {**content, **more}, replace(origin, members={**origin.members, **own})

    def _inlined_content(
        self, target: Target, type_: ObjectType, at: Target, location: Tokens
    ) -> tuple[Json, Origin]:
        key = (target, type_)
        known = self._inlined.get(key)
        value = known[0] if known is not None else target.value
        if not self._limits.allow(value, at, len(location)):
            return self._broken(type_, "", at), self._origin(at)
        if known is not None:
            return known
        self._open[key] = Pointer(location)
        content, origin = self._merge(value, type_, target, location)
        del self._open[key]
        self._inlined[key] = content, origin or self._origin(target)
        return self._inlined[key]

    def _copy(self, target: Target, type_: ObjectType, location: Pointer) -> Merged:
        """The content of `target`, for its assigned location."""
        if not self._limits.allow(target.value, target, len(location.tokens)):
            return self._broken(type_, location.tokens[-1], target), None
        content, origin = self._merge(target.value, type_, target, location.tokens)
        return content, origin or self._origin(target)

    def _broken(self, type_: ObjectType, reference: str, at: Target) -> Json:
        """The replacement of a reference at `at` that cannot be resolved."""
        if not self._keeps_broken:
            return placeholder(type_, reference, self._is_swagger)
        leaves = reference if reference and not reference.startswith("#") else ""
        return {"$ref": leaves or f"{at.file.uri}{reference}"}

    def _location_of(self, target: Target, type_: ObjectType) -> Pointer:
        """The location of `target` in the bundled tree; assigns one if needed."""
        if target.file is self._root:
            return target.at
        location = self._placement.find(target, type_)
        if location is None:
            location = self._placement.add(target, type_)
            self._pending.append(_Pending(target, type_, location))
        return location

    def _is_local(self, reference: str, at: Target) -> bool:
        """Whether a reference has the same meaning in the bundled tree."""
        is_plain = at.file is self._root and len(self._root.resources) == 1
        return is_plain and (reference == "#" or reference.startswith("#/"))

    def _origin(
        self, at: Target, members: Mapping[str, Origin] | None = None
    ) -> Origin:
        """The origin of the value at `at`, with other origins for some `members`."""
        origin = origin_of(at.file.source, at.at)
        if not members:
            return origin
        return replace(origin, members={**origin.members, **members})


class _SizeLimits:
    """Applies the limits on one file to all content that references copy."""

    def __init__(self, diagnostics: BundleDiagnostics) -> None:
        self._diagnostics = diagnostics
        self._copied = 0
        # Value, size and depth by ID; the value is kept so that its ID stays unique.
        self._measures: dict[int, tuple[Json, int, int]] = {}

    def allow(self, value: Json, at: Target, level: int) -> bool:
        """Count a copy of `value` at nesting `level`; reports an error at `at` if not allowed."""
        _, size, depth = self._measure(value)
        if level + depth > MAX_DEPTH:
            message = f"with this reference the document nests over {MAX_DEPTH} levels"
            self._diagnostics.report(at, "too-deep", message)
            return False
        if self._copied + size > MAX_VALUES:
            message = f"references would add over {MAX_VALUES:,} values to the document"
            self._diagnostics.report(at, "too-many-references", message)
            return False
        self._copied += size
        return True

    def _measure(self, value: Json) -> tuple[Json, int, int]:
        if not isinstance(value, dict | list):
            return value, 1, 0
        if id(value) not in self._measures:
            inner = value.values() if isinstance(value, dict) else value
            measures = [self._measure(member) for member in inner]
            size = 1 + sum(size for _, size, _ in measures)
            depth = 1 + max((depth for _, _, depth in measures), default=0)
            self._measures[id(value)] = value, size, depth
        return self._measures[id(value)]


def _origins(merged: Mapping[str, Merged]) -> dict[str, Origin]:
    return {name: origin for name, (_, origin) in merged.items() if origin is not None}


def _with_members(
    tree: Json, origin: Origin, at: Tokens, members: Mapping[str, Merged]
) -> tuple[Json, Origin]:
    """The tree with more members in the object at `at`, which is created if missing."""
    if tree is None:
        tree = {}
    if not isinstance(tree, dict):
        # Invalid: the validation reports it.
        return tree, origin
    if not at:
        values = {name: value for name, (value, _) in members.items()}
        origins = {**origin.members, **_origins(members)}
        return {**tree, **values}, replace(origin, members=origins)
    name, inner = at[0], origin.member(at[0])
    value, inner = _with_members(tree.get(name), inner, at[1:], members)
    return {**tree, name: value}, replace(
        origin, members={**origin.members, name: inner}
    )
