"""Remove the parts of a document that contain errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from generator.core.diagnostics import Diagnostic
from generator.core.omission import Omission
from generator.core.pointer import Pointer
from generator.openapi.recovery.candidate_edits import candidate_edits
from generator.openapi.recovery.edits import Edit
from generator.openapi.recovery.pruned_document import PrunedDocument
from generator.openapi.validation.locations import document_order
from generator.source.load import Source
from generator.source.tree_editor import NormalizedPath, TreeEditor, copy_origin

# The edit that is made for each error; errors that no edit can avoid are missing.
Chosen: TypeAlias = Mapping[Diagnostic, Edit]


def prune_document(
    pruned: PrunedDocument, diagnostics: Iterable[Diagnostic]
) -> PrunedDocument | None:
    """Remove the smallest part around every error.

    If an error remains after its smallest part was removed, the next call removes the next larger
    part around it.

    Args:
        pruned: the document, after earlier calls.
        diagnostics: errors in `pruned.source`; warnings are ignored.

    Returns:
        The pruned document; None if no error can be avoided by another removal.
    """
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.is_error]
    chosen = _choose_edits(pruned, errors)
    if not chosen:
        return None
    edits = dict.fromkeys(chosen.values())
    removed = [_omission(pruned, *choice) for choice in chosen.items()]
    warnings = [_warning(pruned, *choice) for choice in chosen.items()]
    applied = {(pruned.original_pointer(edit.at), edit.replaces) for edit in edits}
    order = document_order(pruned.original.tree)
    return replace(
        pruned,
        source=_apply_edits(pruned, edits),
        removed=tuple(
            sorted(
                {*pruned.removed, *removed},
                key=lambda omission: (order(omission.at), omission),
            )
        ),
        removal_warnings=tuple(dict.fromkeys((*pruned.removal_warnings, *warnings))),
        edits=pruned.edits | applied,
    )


def _choose_edits(pruned: PrunedDocument, errors: Iterable[Diagnostic]) -> Chosen:
    """Choose an edit per error; errors inside of a larger edited part share its edit."""
    tree, original = pruned.source.tree, pruned.original.tree
    smallest: dict[Diagnostic, Edit] = {}
    for error in errors:
        if error.at is None or error.line is not None:
            continue
        for edit in candidate_edits(tree, original, error.at):
            if (pruned.original_pointer(edit.at), edit.replaces) not in pruned.edits:
                smallest[error] = edit
                break
    outermost: dict[Pointer, Edit] = {}
    for edit in sorted(
        dict.fromkeys(smallest.values()),
        key=lambda edit: (len(edit.at.tokens), edit.replaces),
    ):
        if _covering(edit, outermost) is None:
            outermost[edit.at] = edit
    return {
        error: _covering(edit, outermost) or edit for error, edit in smallest.items()
    }


def _covering(edit: Edit, edits: Mapping[Pointer, Edit]) -> Edit | None:
    """The one of `edits` that makes `edit` unnecessary."""
    tokens = edit.at.tokens
    for length in range(1, len(tokens) + 1):
        outer = edits.get(Pointer(tokens[:length]))
        if outer is not None:
            return outer
    return None


def _omission(pruned: PrunedDocument, error: Diagnostic, edit: Edit) -> Omission:
    [relocated] = pruned.relocate([error])
    at = pruned.original_pointer(edit.at)
    return Omission(at, edit.kind, edit.effect, relocated.code)


def _warning(pruned: PrunedDocument, error: Diagnostic, edit: Edit) -> Diagnostic:
    """The error, downgraded to a warning because its location was pruned."""
    [relocated] = pruned.relocate([error])
    message = f"{edit.effect}: {relocated.message}"
    return replace(relocated, severity="warning", message=message)


def _apply_edits(pruned: PrunedDocument, edits: Iterable[Edit]) -> Source:
    """The document after `edits`, none inside of another."""
    editor = TreeEditor(pruned.source.tree, copy_origin(pruned.origin))
    removals: dict[NormalizedPath, list[str | int]] = defaultdict(list)
    for edit in edits:
        path = _normalized(pruned.source, edit.at)
        if edit.replaces:
            editor.replace(path, edit.value, editor.origin_at(path))
        else:
            removals[path[:-1]].append(path[-1])
    # A removal from an array shifts the later indices, so the inner ones go first.
    for path in sorted(removals, key=len, reverse=True):
        editor.remove(path, removals[path])
    return replace(pruned.source, tree=editor.tree, origin=editor.origin)


def _normalized(source: Source, at: Pointer) -> NormalizedPath:
    """The path of the existing value at `at`."""
    value, keys = source.tree, []
    for token in at.tokens:
        key = int(token) if isinstance(value, list) else token
        keys.append(key)
        value = value[key]
    return tuple(keys)
