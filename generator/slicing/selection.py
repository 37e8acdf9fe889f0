"""Selection of operations by operationId, tag and path, with globs."""

from __future__ import annotations

from dataclasses import dataclass, fields

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Api
from generator.ir.operation_patterns import (
    operation_pattern,
    parse_pattern,
    path_pattern,
    report_unmatched,
    tag_pattern,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a client should have. An empty selection selects everything.

    Attributes:
        operations: operationIds, or globs over them: `Get*`.
        tags: tags, or globs over them.
        paths: globs over path templates, optionally after an HTTP method: `/v1/customers/**`,
            `GET /v1/*`. `*` and `?` match within a segment, `**` across segments.
        exclude: patterns of any of these forms to leave out; a tag is written `tag:NAME`.
        types: classes to include although no selected operation needs them, by Python name.
        webhooks: readers of webhooks and callbacks to include, by Python name.
    """

    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()

    @property
    def names_operations(self) -> bool:
        """Whether operations are selected explicitly."""
        return bool(self.operations or self.tags or self.paths)

    @property
    def names_others(self) -> bool:
        """Whether types or webhooks are selected explicitly."""
        return bool(self.types or self.webhooks)

    @property
    def is_open(self) -> bool:
        """Whether nothing is selected explicitly: everything but the exclusions is."""
        return not self.names_operations and not self.names_others

    def joined(self, other: Selection) -> Selection:
        """The union of two selections; the exclusions of both apply."""
        return Selection(
            **{
                field.name: tuple(
                    dict.fromkeys(
                        getattr(self, field.name) + getattr(other, field.name)
                    )
                )
                for field in fields(self)
            }
        )

    def to_json(self) -> dict[str, list[str]]:
        """Convert to JSON, without empty lists."""
        lists = {field.name: list(getattr(self, field.name)) for field in fields(self)}
        return {name: values for name, values in lists.items() if values}


EVERYTHING = Selection()


def select_operations(
    api: Api, selection: Selection, diagnostics: Diagnostics
) -> tuple[str, ...] | None:
    """Resolve a selection to operation keys, in document order; None for everything.

    An operation is selected if an operationId, tag or path matches it, or if the selection is
    open, unless an exclusion matches. The key is that of the document: an operation that may
    respond with a stream is selected together with its streaming twin.

    Reports patterns that match nothing, and an empty result.
    """
    if selection == EVERYTHING:
        return None
    included = [
        *map(operation_pattern, selection.operations),
        *map(tag_pattern, selection.tags),
        *map(path_pattern, selection.paths),
    ]
    excluded = [parse_pattern(text) for text in selection.exclude]
    for pattern in (*included, *excluded):
        if not any(map(pattern.matches, pattern.selectable(api))):
            report_unmatched(pattern, api, diagnostics)
    selected = tuple(
        dict.fromkeys(
            operation.document_key
            for operation in api.operations
            if selection.is_open
            or any(pattern.matches(operation) for pattern in included)
            if not any(pattern.matches(operation) for pattern in excluded)
        )
    )
    others = selection.names_others or select_tagged_webhooks(api, selection)
    if not selected and not others and not diagnostics.has_errors:
        diagnostics.error(
            "empty-selection",
            "the selection excludes everything that it includes",
            None,
            "exclude less, or include more",
        )
    return selected


def select_tagged_webhooks(api: Api, selection: Selection) -> frozenset[Pointer]:
    """Resolve the tags of a selection to webhooks and callbacks, by location.

    An open selection selects all webhooks without an excluded tag. Callbacks also come with the
    operations that register them.
    """
    included = [tag_pattern(text) for text in selection.tags]
    excluded = [
        parse_pattern(text) for text in selection.exclude if text.startswith("tag:")
    ]
    return frozenset(
        webhook.at
        for webhook in api.webhooks
        if (selection.is_open and not webhook.is_callback)
        or any(pattern.matches(webhook) for pattern in included)
        if not any(pattern.matches(webhook) for pattern in excluded)
    )
