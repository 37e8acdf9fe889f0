"""Match operations and types that have different names in two interfaces.

Operations match by function name, then by HTTP method and path. Types match by where they are
used: if an argument or field had one type and now has another, and the two have similar contents,
the type was renamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from generator.interface_diff.interface.annotations import (
    Annotation,
    Constant,
    Generic,
    Named,
    members,
    rename_names,
)
from generator.interface_diff.interface.client_interface import (
    Alias,
    Argument,
    ClientInterface,
    DeclaredType,
    Field,
    Key,
    Model,
    Operation,
    Webhook,
)
from generator.interface_diff.interface.wire import Response, TaggedUnion

AnnotationPair = tuple[Annotation, Annotation]
Types = Mapping[str, DeclaredType]
# Similarity from which two types at the same position count as the same type.
_MIN_SIMILARITY = 0.5
# Pairs of a lost and a gained member of one union that are compared.
_MAX_MEMBER_PAIRS = 10_000
# Types with fewer fields or members than this may be equal by coincidence.
_MIN_DISTINCTIVE_SIZE = 3


def match_operations(
    old: ClientInterface, new: ClientInterface
) -> tuple[tuple[Operation, Operation], ...]:
    """Pair the operations that both interfaces have, by function or by HTTP method and path.

    Operations with the same operationId, which only an invalid document has, share a function.
    """
    unchanged = {_identity(operation): operation for operation in new.operations}
    by_name = {operation.name: operation for operation in new.operations}
    kept = {operation.name for operation in old.operations if operation.name in by_name}
    by_route = {
        (operation.http_method, operation.path): operation
        for operation in new.operations
        if operation.name not in kept
    }
    matches = (
        (
            operation,
            unchanged.get(_identity(operation))
            or by_name.get(operation.name)
            or by_route.get((operation.http_method, operation.path)),
        )
        for operation in old.operations
    )
    return tuple((before, after) for before, after in matches if after is not None)


def _identity(operation: Operation) -> tuple[str, str, str]:
    return operation.name, operation.http_method, operation.path


def match_renamed_types(old: ClientInterface, new: ClientInterface) -> dict[str, str]:
    """Return the new names of renamed types, by old name.

    Every position where a removed type was replaced with a similar added type is a vote for the
    pair. The fields of matched types give further votes, until none are left. Types without a
    common position match only if their contents are equal and unique.
    """
    old_types = {declared.name: declared for declared in old.types}
    new_types = {declared.name: declared for declared in new.types}
    removed = {name: old_types[name] for name in old_types if name not in new_types}
    added = {name: new_types[name] for name in new_types if name not in old_types}
    similarity = _Similarity(removed, added)
    renames: dict[str, str] = {}
    pending = list(_common_positions(old, new, old_types, new_types))
    # Both lose the types that are matched.
    unmatched = set(removed), set(added)
    while pending:
        # Every vote is decided in its own round: one of its types is matched then.
        votes: Counter[tuple[str, str]] = Counter()
        for pair in pending:
            votes.update(_votes(*pair, similarity))
        elected = _elect(votes, similarity, *unmatched)
        renames |= elected
        pending = [
            pair
            for old_name, new_name in elected.items()
            for pair in _positions_in_types(old_types[old_name], new_types[new_name])
        ]
    return renames | _match_equal_types(removed, added, renames)


def _common_positions(
    old: ClientInterface, new: ClientInterface, old_types: Types, new_types: Types
) -> Iterator[AnnotationPair]:
    """Yield both annotations of everything that has the same name in both interfaces."""
    for before, after in match_operations(old, new):
        yield before.result, after.result
        bodies = {response.status: response.annotation for response in after.responses}
        for response in before.responses:
            body = bodies.get(response.status)
            if response.annotation is not None and body is not None:
                yield response.annotation, body
        arguments = {argument.name: argument.annotation for argument in after.arguments}
        for argument in before.arguments:
            if argument.name in arguments:
                yield argument.annotation, arguments[argument.name]
    webhooks = {webhook.name: webhook.annotation for webhook in new.webhooks}
    for webhook in old.webhooks:
        if webhook.name in webhooks:
            yield webhook.annotation, webhooks[webhook.name]
    yield from chain.from_iterable(
        _positions_in_types(old_types[name], new_types[name])
        for name in old_types
        if name in new_types
    )


def _positions_in_types(
    old: DeclaredType, new: DeclaredType
) -> Iterator[AnnotationPair]:
    match old, new:
        case Alias(), Alias():
            yield old.value, new.value
        case Model(), Model():
            fields = {field.wire_name: field.annotation for field in new.fields}
            for field in old.fields:
                if field.wire_name in fields:
                    yield field.annotation, fields[field.wire_name]
            if old.page_of is not None and new.page_of is not None:
                yield old.page_of, new.page_of
        case _:
            pass


def _votes(
    old: Annotation, new: Annotation, similarity: _Similarity
) -> Iterator[tuple[str, str]]:
    """Yield pairs of a removed and a similar added type at the same position.

    A union that lost and gained very many members has no votes.
    """
    before, after = members(old), members(new)
    lost = [member for member in before - after if not isinstance(member, Constant)]
    gained = [member for member in after - before if not isinstance(member, Constant)]
    if len(lost) * len(gained) > _MAX_MEMBER_PAIRS:
        return
    for lost_member in lost:
        for gained_member in gained:
            match lost_member, gained_member:
                case Named(old_name), Named(new_name):
                    if similarity.of(old_name, new_name) >= _MIN_SIMILARITY:
                        yield old_name, new_name
                case Generic(_, old_arguments), Generic(_, new_arguments):
                    for pair in zip(old_arguments, new_arguments, strict=False):
                        yield from _votes(*pair, similarity)
                case _:
                    pass


def _elect(
    votes: Counter[tuple[str, str]],
    similarity: _Similarity,
    unmatched_old: set[str],
    unmatched_new: set[str],
) -> dict[str, str]:
    """Choose pairs by number of votes, then by similarity; every name is used once.

    The chosen names are removed from `unmatched_old` and `unmatched_new`.
    """
    elected: dict[str, str] = {}
    ranked = sorted(votes, key=lambda pair: (-votes[pair], -similarity.of(*pair), pair))
    for old_name, new_name in ranked:
        if old_name in unmatched_old and new_name in unmatched_new:
            elected[old_name] = new_name
            unmatched_old.discard(old_name)
            unmatched_new.discard(new_name)
    return elected


class _Similarity:
    """How similar removed and added types are."""

    def __init__(self, removed: Types, added: Types) -> None:
        self._removed = removed
        self._added = added
        self._results: dict[tuple[str, str], float] = {}

    def of(self, old_name: str, new_name: str) -> float:
        """The share of the smaller type's fields or members that both have, from 0 to 1.

        It is 0 unless the old name was removed and the new one added.
        """
        if old_name not in self._removed or new_name not in self._added:
            return 0.0
        pair = old_name, new_name
        if pair not in self._results:
            self._results[pair] = _similarity(
                self._removed[old_name], self._added[new_name]
            )
        return self._results[pair]


def _similarity(old: DeclaredType, new: DeclaredType) -> float:
    if type(old) is not type(new):
        return 0.0
    before, after = set(_parts(old)), set(_parts(new))
    smaller = min(len(before), len(after))
    return len(before & after) / smaller if smaller else float(before == after)


def _parts(declared: DeclaredType) -> Iterable[object]:
    """The wire names of a model's fields, or the members of an alias."""
    if isinstance(declared, Alias):
        return members(declared.value)
    return (field.wire_name for field in declared.fields)


def _match_equal_types(
    removed: Types, added: Types, renames: Mapping[str, str]
) -> dict[str, str]:
    """Match the remaining types whose contents occur exactly once on both sides."""
    by_contents: dict[object, tuple[list[str], list[str]]] = {}
    for side, types, matched in (
        (0, removed, set(renames)),
        (1, added, set(renames.values())),
    ):
        for name, declared in types.items():
            is_distinctive = len(set(_parts(declared))) >= _MIN_DISTINCTIVE_SIZE
            if name not in matched and is_distinctive:
                names = by_contents.setdefault(_contents(declared), ([], []))
                names[side].append(name)
    return {
        old_names[0]: new_names[0]
        for old_names, new_names in by_contents.values()
        if len(old_names) == len(new_names) == 1
    }


def _contents(declared: DeclaredType) -> object:
    package = declared.module.partition(".")[0]
    if isinstance(declared, Alias):
        return declared.value, package
    return declared.fields, declared.page_of, package


def apply_type_renames(
    interface: ClientInterface, renames: Mapping[str, str]
) -> ClientInterface:
    """Return `interface` with its types renamed, in their declarations and in annotations."""
    if not renames:
        return interface
    renamer = _TypeRenamer(renames)
    return replace(
        interface,
        operations=tuple(map(renamer.operation, interface.operations)),
        webhooks=tuple(map(renamer.webhook, interface.webhooks)),
        types=tuple(map(renamer.declared_type, interface.types)),
    )


class _TypeRenamer:
    def __init__(self, renames: Mapping[str, str]) -> None:
        self._renames = renames

    def operation(self, operation: Operation) -> Operation:
        return replace(
            operation,
            arguments=tuple(map(self._argument, operation.arguments)),
            result=self._annotation(operation.result),
            responses=tuple(map(self._response, operation.responses)),
        )

    def webhook(self, webhook: Webhook) -> Webhook:
        return replace(
            webhook,
            annotation=self._annotation(webhook.annotation),
            tagged_unions=self._tagged_unions(webhook.tagged_unions),
        )

    def declared_type(self, declared: DeclaredType) -> DeclaredType:
        name = self._renames.get(declared.name, declared.name)
        if isinstance(declared, Alias):
            return replace(
                declared,
                name=name,
                value=self._annotation(declared.value),
                tagged_unions=self._tagged_unions(declared.tagged_unions),
            )
        return replace(
            declared,
            name=name,
            fields=tuple(map(self._field, declared.fields)),
            page_of=self._optional(declared.page_of),
            keys=(
                None if declared.keys is None else tuple(map(self._key, declared.keys))
            ),
            additional=self._optional(declared.additional),
        )

    def _field(self, field: Field) -> Field:
        return replace(
            field,
            annotation=self._annotation(field.annotation),
            tagged_unions=self._tagged_unions(field.tagged_unions),
        )

    def _key(self, key: Key) -> Key:
        return replace(key, annotation=self._annotation(key.annotation))

    def _response(self, response: Response) -> Response:
        return replace(
            response,
            annotation=self._optional(response.annotation),
            tagged_unions=self._tagged_unions(response.tagged_unions),
        )

    def _tagged_unions(
        self, unions: tuple[TaggedUnion, ...]
    ) -> tuple[TaggedUnion, ...]:
        return tuple(
            replace(
                union,
                classes=tuple(
                    (value, self._renames.get(class_, class_))
                    for value, class_ in union.classes
                ),
                default=self._renames.get(union.default, union.default),
            )
            for union in unions
        )

    def _argument(self, argument: Argument) -> Argument:
        return replace(argument, annotation=self._annotation(argument.annotation))

    def _optional(self, annotation: Annotation | None) -> Annotation | None:
        return None if annotation is None else self._annotation(annotation)

    def _annotation(self, annotation: Annotation) -> Annotation:
        return rename_names(annotation, lambda name: self._renames.get(name, name))
