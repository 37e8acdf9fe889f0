"""Codes of overlays: their syntax, and what their actions change in a document."""

from __future__ import annotations

from generator.core.codes.code import Code

OVERLAYS = (
    Code(
        "overlay",
        "error",
        "a file is not an overlay, or one of its actions cannot be applied",
        "An overlay is applied completely or not at all: a partly applied one gives a document\n"
        "that its author never saw (Overlay Specification 1.1.0, section 4.4).",
        "correct the overlay: each action has a `target`, and `update` or `remove`",
        "actions:\n- update: {description: Pets}",
        "actions:\n- target: $.info\n  update: {description: Pets}",
    ),
    Code(
        "overlay-target",
        "error",
        "an overlay's target selects values that its action does not apply to",
        "Some actions require a single value, or values of one type. For any others, their effect\n"
        "is undefined.",
        "select only values that the action applies to",
        "- target: $.paths['/pets'].get\n  copy: $.paths.*.get      # several values",
        "- target: $.paths['/pets'].get\n  copy: $.paths['/cats'].get",
    ),
    Code(
        "overlay-nothing-selected",
        "warning",
        "an overlay's target selects nothing in the document",
        "The action has no effect. Most likely the document changed after the overlay was written.",
        "correct the target, or remove the action",
        "- target: $.paths['/pet'].get",
        "- target: $.paths['/pets'].get",
    ),
    Code(
        "overlay-no-change",
        "warning",
        "an action of an overlay does nothing",
        "Without `update` or `remove`, an action leaves the document unchanged.",
        "add `update` or `remove`, or remove the action",
        "- target: $.info",
        "- target: $.info\n  update: {description: Pets}",
    ),
    Code(
        "overlay-array-entry",
        "warning",
        "an array is appended to another array as one entry",
        "Overlay 1.0 appends an `update` that is an array as a single entry. Since 1.1, its items\n"
        "are appended one by one, which is probably what you want.",
        "declare `overlay: 1.1.0`, which concatenates the two arrays",
        "overlay: 1.0.0\nactions:\n- target: $.tags\n  update: [{name: pets}]",
        "overlay: 1.1.0\nactions:\n- target: $.tags\n  update: [{name: pets}]",
    ),
)
