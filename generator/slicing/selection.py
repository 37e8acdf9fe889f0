"""Selection of operations by operationId, tag and path, with globs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Literal

from generator.core.diagnostics import Diagnostics
from generator.core.http_methods import METHODS
from generator.core.pointer import Pointer
from generator.ir.api import Api, Operation, Webhook

_TAG = "tag:"
# An HTTP method and a path, or a path alone.
_PATH = re.compile(r"(?:([A-Za-z][A-Za-z0-9._-]*)\s+)?(/.*)", re.DOTALL)
_UNKNOWN = {
    "operation": "unknown-operation",
    "path": "unknown-path",
    "tag": "unknown-tag",
}
_WILDCARD = re.compile(r"/\*\*/|/\*\*$|\*\*|[*?]")


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
        *map(_operation_pattern, selection.operations),
        *map(_tag_pattern, selection.tags),
        *map(_path_pattern, selection.paths),
    ]
    excluded = [_parse_pattern(text) for text in selection.exclude]
    for pattern in (*included, *excluded):
        if not any(map(pattern.matches, _selectable(pattern, api))):
            _report_unmatched(pattern, api, diagnostics)
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
    included = [_tag_pattern(text) for text in selection.tags]
    excluded = [
        _parse_pattern(text) for text in selection.exclude if text.startswith(_TAG)
    ]
    return frozenset(
        webhook.at
        for webhook in api.webhooks
        if (selection.is_open and not webhook.is_callback)
        or any(pattern.matches(webhook) for pattern in included)
        if not any(pattern.matches(webhook) for pattern in excluded)
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One pattern of a selection.

    `names` yields what an operation offers to patterns of this type, for suggestions.
    """

    text: str
    type: Literal["operation", "tag", "path"]
    matches: Callable[[Operation | Webhook], bool]
    names: Callable[[Operation | Webhook], Iterator[str]]


def _parse_pattern(text: str) -> _Pattern:
    if text.startswith(_TAG):
        return _tag_pattern(text.removeprefix(_TAG))
    return _path_pattern(text) if _PATH.fullmatch(text) else _operation_pattern(text)


def _operation_pattern(text: str) -> _Pattern:
    glob = _compile_glob(text)

    def names(selectable: Operation | Webhook) -> Iterator[str]:
        if isinstance(selectable, Operation):
            yield selectable.document_key

    def matches(selectable: Operation | Webhook) -> bool:
        return any(key == text or glob.fullmatch(key) for key in names(selectable))

    return _Pattern(text, "operation", matches, names)


def _tag_pattern(text: str) -> _Pattern:
    glob = _compile_glob(text)

    def matches(selectable: Operation | Webhook) -> bool:
        return any(tag == text or glob.fullmatch(tag) for tag in selectable.tags)

    return _Pattern(text, "tag", matches, lambda selectable: iter(selectable.tags))


def _path_pattern(text: str) -> _Pattern:
    parsed = _PATH.fullmatch(text)
    method, path = (parsed[1], parsed[2]) if parsed else (None, text)
    glob = _compile_glob(path, "[^/]")

    def names(selectable: Operation | Webhook) -> Iterator[str]:
        if isinstance(selectable, Operation):
            yield selectable.path

    def matches(selectable: Operation | Webhook) -> bool:
        if not isinstance(selectable, Operation):
            return False
        is_method = method is None or selectable.method.lower() == method.lower()
        is_path = selectable.path == path or glob.fullmatch(selectable.path) is not None
        return is_method and is_path

    return _Pattern(text, "path", matches, names)


def _method_of(pattern: _Pattern) -> str | None:
    parsed = _PATH.fullmatch(pattern.text) if pattern.type == "path" else None
    return parsed[1] if parsed else None


def _compile_glob(glob: str, single: str = ".") -> re.Pattern[str]:
    """Compile a glob to a regular expression; only `*` and `?` are special.

    `single` is what `?` matches. A final `/**` also matches nothing and `/**/` a single slash, so
    `/v1/customers/**` includes `/v1/customers`.
    """
    expressions = {
        "/**/": "/(?:.*/)?",
        "/**": "(?:/.*)?",
        "**": ".*",
        "*": f"{single}*",
        "?": single,
    }
    parts: list[str] = []
    position = 0
    for wildcard in _WILDCARD.finditer(glob):
        between = re.escape(glob[position : wildcard.start()])
        parts += [between, expressions[wildcard[0]]]
        position = wildcard.end()
    return re.compile("".join([*parts, re.escape(glob[position:])]), re.DOTALL)


def _selectable(pattern: _Pattern, api: Api) -> tuple[Operation | Webhook, ...]:
    """What a pattern can match: webhooks have tags, too."""
    return (*api.operations, *(api.webhooks if pattern.type == "tag" else ()))


def _report_unmatched(pattern: _Pattern, api: Api, diagnostics: Diagnostics) -> None:
    """Report a pattern that matches nothing, with close matches as a hint."""
    method = _method_of(pattern)
    methods = {*METHODS, *(operation.method.lower() for operation in api.operations)}
    if method is not None and method.lower() not in methods:
        _report_method(method, pattern, diagnostics)
        return
    selectable = _selectable(pattern, api)
    names = {name for item in selectable for name in pattern.names(item)}
    if pattern.type == "tag" and not names:
        diagnostics.error(
            "unknown-tag",
            f"no operation has the tag {pattern.text!r}: the document has no tags",
            None,
            "select by path with --path, or by operationId with --operation",
        )
        return
    close = get_close_matches(pattern.text, sorted(names), n=3)
    is_glob = _WILDCARD.search(pattern.text) is not None
    problem = (
        f"no {pattern.type} of the document matches {pattern.text!r}"
        if is_glob
        else f"the document has no {pattern.type} {pattern.text!r}"
    )
    diagnostics.error(
        _UNKNOWN[pattern.type],
        problem,
        None,
        f"did you mean {' or '.join(close)}?" if close else None,
    )


def _report_method(method: str, pattern: _Pattern, diagnostics: Diagnostics) -> None:
    known = ", ".join(method.upper() for method in METHODS)
    diagnostics.error(
        "unknown-method",
        f"{method} in {pattern.text!r} is not an HTTP method",
        None,
        f"write one of {known} before the path, or only the path for all methods",
    )
