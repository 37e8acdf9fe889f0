"""Takes out of a document what its errors are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.core.diagnostics import Diagnostic
from generator.core.pointer import Pointer
from generator.openapi.recovery.choosing import choices
from generator.openapi.recovery.pruned_document import Omission, PrunedDocument
from generator.openapi.recovery.steps import Step
from generator.openapi.validation.locations import document_order
from generator.source.load import Source
from generator.source.overlay.editing import Editing, copied
from generator.source.overlay.query import Location

# What nothing in a document can be left out for is told as it is.
Chosen = Mapping[Diagnostic, Step]


def prune_document(
    remaining: PrunedDocument, found: Iterable[Diagnostic]
) -> PrunedDocument | None:
    """The document without what the errors among `found` are in; None if nothing can be left out.

    `found` are told of `remaining.source`. An error that is still there when the smallest part
    around it is gone, costs the next larger one the next time.
    """
    errors = [each for each in found if each.is_error]
    chosen = _chosen(remaining, errors)
    if not chosen:
        return None
    steps = dict.fromkeys(chosen.values())
    left_out = [_left_out(remaining, *each) for each in chosen.items()]
    warnings = [_warning(remaining, *each) for each in chosen.items()]
    done = {(remaining.original_pointer(each.at), each.is_replaced) for each in steps}
    order = document_order(remaining.original.tree)
    return replace(
        remaining,
        source=_without(remaining, steps),
        removed=tuple(
            sorted(
                {*remaining.removed, *left_out},
                key=lambda each: (order(each.at), each),
            )
        ),
        removal_warnings=tuple(dict.fromkeys((*remaining.removal_warnings, *warnings))),
        edits=remaining.edits | done,
    )


def _chosen(remaining: PrunedDocument, errors: Iterable[Diagnostic]) -> Chosen:
    """For each error that something can be left out for, what; the larger part for both of two."""
    tree, whole = remaining.source.tree, remaining.original.tree
    found: dict[Diagnostic, Step] = {}
    for error in errors:
        if error.at is None or error.line is not None:
            continue
        for step in choices(tree, whole, error.at):
            if (
                remaining.original_pointer(step.at),
                step.is_replaced,
            ) not in remaining.edits:
                found[error] = step
                break
    by_depth = sorted(
        dict.fromkeys(found.values()),
        key=lambda each: (len(each.at.tokens), each.is_replaced),
    )
    outermost: dict[Pointer, Step] = {}
    for step in by_depth:
        if _outer(step, outermost) is None:
            outermost[step.at] = step
    return {error: _outer(step, outermost) or step for error, step in found.items()}


def _outer(step: Step, known: Mapping[Pointer, Step]) -> Step | None:
    """The one of `known` after which nothing is left to do for `step`."""
    tokens = step.at.tokens
    for length in range(1, len(tokens) + 1):
        outer = known.get(Pointer(tokens[:length]))
        if outer is not None:
            return outer
    return None


def _left_out(remaining: PrunedDocument, error: Diagnostic, step: Step) -> Omission:
    [told] = remaining.relocate([error])
    return Omission(
        remaining.original_pointer(step.at), step.kind, step.what, told.code
    )


def _warning(remaining: PrunedDocument, error: Diagnostic, step: Step) -> Diagnostic:
    """The error as it is told now that it is none."""
    [told] = remaining.relocate([error])
    return replace(told, severity="warning", message=f"{step.what}: {told.message}")


def _without(remaining: PrunedDocument, steps: Iterable[Step]) -> Source:
    """The tree after `steps`, none of which is inside of another."""
    editing = Editing(remaining.source.tree, copied(remaining.origin))
    gone: dict[Location, list[str | int]] = defaultdict(list)
    for step in steps:
        location = _location(remaining.source, step.at)
        if step.is_replaced:
            editing.replace(location, step.value, editing.origin_at(location))
        else:
            gone[location[:-1]].append(location[-1])
    # Places in a list change when one before them goes, so the inner ones go first.
    for location in sorted(gone, key=len, reverse=True):
        editing.remove(location, gone[location])
    return replace(remaining.source, tree=editing.tree, origin=editing.origin)


def _location(source: Source, at: Pointer) -> Location:
    """The keys that lead to `at`, where there is something."""
    value, keys = source.tree, []
    for token in at.tokens:
        key = int(token) if isinstance(value, list) else token
        keys.append(key)
        value = value[key]
    return tuple(keys)
