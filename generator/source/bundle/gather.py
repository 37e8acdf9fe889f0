"""Walks a document, brings in what its references name, and keeps where each value was written."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.source.bundle.bounds import Bounds
from generator.source.bundle.homes import Homes
from generator.source.bundle.problems import Problems
from generator.source.bundle.resolve import Resolver
from generator.source.bundle.resource import Resource, Target
from generator.source.bundle.schemas import Keywords
from generator.source.document_structure import ObjectType, member_types, placeholder
from generator.source.load import Origin
from generator.source.load.source import origin_of

# A value as it stands in the one tree, and where it was written if that is not where one would
# look first: at its own name in what holds it.
Gathered: TypeAlias = tuple[Json, Origin | None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Something from another file that has a place in the document, and is not there yet."""

    target: Target
    kind: ObjectType
    home: Pointer


class Gathering:
    """One document on its way to a tree of its own."""

    def __init__(
        self,
        root: Resource,
        resolver: Resolver,
        homes: Homes,
        problems: Problems,
        reads_ids: bool,
        keeps_broken: bool = False,
    ) -> None:
        """With `keeps_broken` a reference to what cannot be had stays one that leads nowhere."""
        self._root = root
        self._resolver = resolver
        self._homes = homes
        self._problems = problems
        self._keeps_broken = keeps_broken
        self._bounds = Bounds(problems)
        self._keywords = Keywords(
            root, resolver, homes, self._pointer, problems, reads_ids
        )
        self._is_swagger = "swagger" in root.source.tree
        self._waiting: deque[_Waiting] = deque()
        # What is being put in its place right now, and what was: by what it is.
        self._open: dict[tuple[Target, ObjectType], Pointer] = {}
        self._inlined: dict[tuple[Target, ObjectType], tuple[Json, Origin]] = {}
        self._walked: dict[tuple[int, ObjectType], Gathered] = {}
        # How often something was put in place of a reference.
        self._put = 0

    def whole(self) -> Gathered:
        """The tree; without an origin it is the document's own, and nothing came from elsewhere."""
        place = Target(self._root, Pointer())
        tree, origin = self._gathered(self._root.source.tree, "document", place, ())
        brought: dict[tuple[str, ...], dict[str, Gathered]] = {}
        while self._waiting:
            each = self._waiting.popleft()
            section = brought.setdefault(each.home.tokens[:-1], {})
            name = each.home.tokens[-1]
            section[name] = self._content(each.target, each.kind, each.home)
        for tokens, section in brought.items():
            origin = origin or self._origin(place)
            tree, origin = _with(tree, origin, tokens, section)
        return tree, origin

    def _gathered(
        self, value: Json, kind: ObjectType, place: Target, out: tuple[str, ...]
    ) -> Gathered:
        """`value`, which stands at `place`, as it is to stand at `out`."""
        if not isinstance(value, dict | list):
            return value, None
        text = value.get("$ref") if isinstance(value, dict) else None
        if isinstance(value, dict) and isinstance(text, str):
            return self._reference(value, text, kind, place, out)
        key = (id(value), kind)
        if key not in self._walked:
            before = self._put
            found = (
                self._list(value, kind, place, out)
                if isinstance(value, list)
                else self._object(value, kind, place, out)
            )
            if self._put > before:
                # What is put together with others depends on where it stands.
                return found
            self._walked[key] = found
        return self._walked[key]

    def _reference(
        self,
        value: dict[str, Json],
        text: str,
        kind: ObjectType,
        place: Target,
        out: tuple[str, ...],
    ) -> Gathered:
        if self._stays(text, place):
            return self._object(value, kind, place, out)
        target = self._resolver.end(text, place)
        if target is None:
            return self._missing(kind, text, place), self._origin(place)
        if target.resource is not self._root and not self._homes.can_keep(kind):
            self._put += 1
            return self._put_together(value, target, kind, place, out)
        if self._homes.of(target, kind) == Pointer(out):
            return self._content(target, kind, Pointer(out))
        return self._object(value, kind, place, out, self._pointer(target, kind))

    def _list(
        self, value: list[Json], kind: ObjectType, place: Target, out: tuple[str, ...]
    ) -> Gathered:
        if not kind.startswith("["):
            return value, None
        each = kind[1:-1]
        gathered = {
            str(index): self._gathered(item, each, place / index, (*out, str(index)))
            for index, item in enumerate(value)
        }
        items = [item for item, _ in gathered.values()]
        if all(new is old for new, old in zip(items, value, strict=True)):
            return value, None
        return items, self._origin(place, _origins(gathered))

    def _object(
        self,
        value: dict[str, Json],
        kind: ObjectType,
        place: Target,
        out: tuple[str, ...],
        reference: Pointer | None = None,
    ) -> Gathered:
        """An object, with another reference if one is given."""
        written = value
        if kind == "schema":
            value = self._keywords.stripped(value, place)
        gathered = {
            name: self._gathered(value[name], inner, place / name, (*out, name))
            for name, inner in member_types(value, kind)
        }
        changed = {
            name: new for name, (new, _) in gathered.items() if new is not value[name]
        }
        if reference is not None and str(reference) != value["$ref"]:
            changed["$ref"] = str(reference)
        members = _origins(gathered)
        result = {**value, **changed} if changed else value
        if kind == "schema":
            result, more = self._keywords.read(result, place)
            members |= more
        if result is written:
            return value, None
        return result, self._origin(place, members)

    def _put_together(
        self,
        value: dict[str, Json],
        target: Target,
        kind: ObjectType,
        place: Target,
        out: tuple[str, ...],
    ) -> Gathered:
        """What `target` is, in place of a reference to it, with what stands beside that.

        So it is with all that a document has no place of its own for. Where it stands inside of
        itself, there is a reference to the outer one.
        """
        outer = self._open.get((target, kind))
        if outer is not None:
            return {"$ref": str(outer)}, self._origin(place)
        beside = {name: each for name, each in value.items() if name != "$ref"}
        content, origin = self._inline(target, kind, place, out)
        if not beside or not isinstance(content, dict):
            return content, origin
        for name in beside.keys() & content.keys():
            self._problems.note(
                place / name,
                "reference-siblings",
                f"what `$ref` leads to has {name!r} as well, and this one is taken",
                "leave one of them out: OpenAPI does not say which one holds",
                "warning",
            )
        more, written = self._object(beside, kind, place, out)
        own = {name: (written or self._origin(place)).member(name) for name in more}
        return {**content, **more}, replace(origin, members={**origin.members, **own})

    def _inline(
        self, target: Target, kind: ObjectType, place: Target, out: tuple[str, ...]
    ) -> tuple[Json, Origin]:
        key = (target, kind)
        known = self._inlined.get(key)
        value = known[0] if known is not None else target.value
        if not self._bounds.allow(value, place, len(out)):
            return self._missing(kind, "", place), self._origin(place)
        if known is not None:
            return known
        self._open[key] = Pointer(out)
        found, origin = self._gathered(value, kind, target, out)
        del self._open[key]
        self._inlined[key] = found, origin or self._origin(target)
        return self._inlined[key]

    def _content(self, target: Target, kind: ObjectType, home: Pointer) -> Gathered:
        """What `target` is, to stand in its place in the document."""
        if not self._bounds.allow(target.value, target, len(home.tokens)):
            return self._missing(kind, home.tokens[-1], target), None
        found, origin = self._gathered(target.value, kind, target, home.tokens)
        return found, origin or self._origin(target)

    def _missing(self, kind: ObjectType, text: str, place: Target) -> Json:
        """What stands at `place` for something that cannot be had, and that `text` names."""
        if not self._keeps_broken:
            return placeholder(kind, text, self._is_swagger)
        leads_out = text if text and not text.startswith("#") else ""
        return {"$ref": leads_out or f"{place.resource.uri}{text}"}

    def _pointer(self, target: Target, kind: ObjectType) -> Pointer:
        """Where `target` is found in the document; it is brought there if need be."""
        if target.resource is self._root:
            return target.at
        home = self._homes.of(target, kind)
        if home is None:
            home = self._homes.made(target, kind)
            self._waiting.append(_Waiting(target, kind, home))
        return home

    def _stays(self, text: str, place: Target) -> bool:
        """Whether a reference means the same in the one tree as where it stands."""
        is_plain = place.resource is self._root and len(self._root.scopes) == 1
        return is_plain and (text == "#" or text.startswith("#/"))

    def _origin(
        self, place: Target, members: Mapping[str, Origin] | None = None
    ) -> Origin:
        """Where a value was written that stands at `place`, with members from elsewhere."""
        origin = origin_of(place.resource.source, place.at)
        if not members:
            return origin
        return replace(origin, members={**origin.members, **members})


def _origins(gathered: Mapping[str, Gathered]) -> dict[str, Origin]:
    return {name: each for name, (_, each) in gathered.items() if each is not None}


def _with(
    tree: Json, origin: Origin, at: tuple[str, ...], members: Mapping[str, Gathered]
) -> tuple[Json, Origin]:
    """A tree with more members in the object at `at`, which is made where there is none."""
    if tree is None:
        tree = {}
    if not isinstance(tree, dict):
        # That is wrong, and told by whoever looks at the document next.
        return tree, origin
    if not at:
        values = {name: value for name, (value, _) in members.items()}
        written = {**origin.members, **_origins(members)}
        return {**tree, **values}, replace(origin, members=written)
    name, inner = at[0], origin.member(at[0])
    value, inner = _with(tree.get(name), inner, at[1:], members)
    return {**tree, name: value}, replace(
        origin, members={**origin.members, name: inner}
    )
