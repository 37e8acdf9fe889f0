"""Codes of overlays: whether a file is one, and what its actions do to a document."""

from __future__ import annotations

from generator.core.codes.code import Code

OVERLAYS = (
    Code(
        "overlay",
        "error",
        "a file is no overlay, or an action of it cannot be carried out",
        "An overlay that is carried out in part would give a document that nobody wrote\n"
        "(Overlay Specification 1.1.0, section 4.4).",
        "correct the overlay: each action has a `target`, and `update` or `remove`",
        "actions:\n- update: {description: Pets}",
        "actions:\n- target: $.info\n  update: {description: Pets}",
    ),
    Code(
        "overlay-target",
        "error",
        "an overlay's target selects what its action cannot be applied to",
        "An action may ask for one value, or for values of one kind; then there is no telling\n"
        "what it should do to others.",
        "select exactly what the action is for",
        "- target: $.paths['/pets'].get\n  copy: $.paths.*.get      # several values",
        "- target: $.paths['/pets'].get\n  copy: $.paths['/cats'].get",
    ),
    Code(
        "overlay-nothing-selected",
        "warning",
        "an overlay's target selects nothing in the document",
        "The action changes nothing. Most likely the document changed since it was written.",
        "correct the target, or take the action out",
        "- target: $.paths['/pet'].get",
        "- target: $.paths['/pets'].get",
    ),
    Code(
        "overlay-no-change",
        "warning",
        "an action of an overlay says nothing to do",
        "It has neither `update` nor `remove`, so the document stays as it is.",
        "say what to do with `update` or `remove`, or take the action out",
        "- target: $.info",
        "- target: $.info\n  update: {description: Pets}",
    ),
    Code(
        "overlay-array-entry",
        "warning",
        "an array becomes one entry of the array that it updates",
        "Overlay 1.0 appends what `update` has as a single entry; since 1.1 the items of an array\n"
        "are appended one by one, which is most likely what you mean.",
        "write `overlay: 1.1.0`, which puts the items of the two together",
        "overlay: 1.0.0\nactions:\n- target: $.tags\n  update: [{name: pets}]",
        "overlay: 1.1.0\nactions:\n- target: $.tags\n  update: [{name: pets}]",
    ),
)
