"""Patterns that select operations: operationIds, tags and paths, with globs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from generator.core.diagnostics import Diagnostics
from generator.core.http_methods import METHODS
from generator.ir.api import Api, Operation, Webhook
from generator.runtime.tools.operation_globs import PATH, TAG, WILDCARD, compile_glob

_UNKNOWN = {
    "operation": "unknown-operation",
    "path": "unknown-path",
    "tag": "unknown-tag",
}


@dataclass(frozen=True, slots=True)
class OperationPattern:
    """One pattern.

    Attributes:
        text: the pattern as written, a tag without its prefix.
        type: what it is compared with.
        matches: whether it matches an operation or webhook.
        names: yields what an operation offers to patterns of this type, for suggestions.
    """

    text: str
    type: Literal["operation", "tag", "path"]
    matches: Callable[[Operation | Webhook], bool]
    names: Callable[[Operation | Webhook], Iterator[str]]

    @property
    def has_wildcards(self) -> bool:
        """Whether the pattern is a glob."""
        return WILDCARD.search(self.text) is not None

    @property
    def specificity(self) -> tuple[int, int]:
        """How narrow the pattern is, for comparisons with others.

        An operationId is the narrowest, then a path without wildcards; other patterns compare by
        the number of their characters besides wildcards.
        """
        literals = len(WILDCARD.sub("", self.text))
        if self.has_wildcards or self.type == "tag":
            return 0, literals
        return (2 if self.type == "operation" else 1), literals

    def selectable(self, api: Api) -> tuple[Operation | Webhook, ...]:
        """What the pattern can match: webhooks have tags, too."""
        return (*api.operations, *(api.webhooks if self.type == "tag" else ()))


def parse_pattern(text: str) -> OperationPattern:
    """Parse an operationId, `tag:NAME` or a path, after an HTTP method or not; or a glob."""
    if text.startswith(TAG):
        return tag_pattern(text.removeprefix(TAG))
    return path_pattern(text) if PATH.fullmatch(text) else operation_pattern(text)


def operation_pattern(text: str) -> OperationPattern:
    """Parse an operationId, or a glob over them."""
    glob = compile_glob(text)

    def names(selectable: Operation | Webhook) -> Iterator[str]:
        if isinstance(selectable, Operation):
            yield selectable.document_key

    def matches(selectable: Operation | Webhook) -> bool:
        return any(key == text or glob.fullmatch(key) for key in names(selectable))

    return OperationPattern(text, "operation", matches, names)


def tag_pattern(text: str) -> OperationPattern:
    """Parse a tag, or a glob over them."""
    glob = compile_glob(text)

    def matches(selectable: Operation | Webhook) -> bool:
        return any(tag == text or glob.fullmatch(tag) for tag in selectable.tags)

    return OperationPattern(
        text, "tag", matches, lambda selectable: iter(selectable.tags)
    )


def path_pattern(text: str) -> OperationPattern:
    """Parse a path, or a glob over them, after an HTTP method or not."""
    parsed = PATH.fullmatch(text)
    method, path = (parsed[1], parsed[2]) if parsed else (None, text)
    glob = compile_glob(path, "[^/]")

    def names(selectable: Operation | Webhook) -> Iterator[str]:
        if isinstance(selectable, Operation):
            yield selectable.path

    def matches(selectable: Operation | Webhook) -> bool:
        if not isinstance(selectable, Operation):
            return False
        is_method = method is None or selectable.method.lower() == method.lower()
        is_path = selectable.path == path or glob.fullmatch(selectable.path) is not None
        return is_method and is_path

    return OperationPattern(text, "path", matches, names)


def _method_of(pattern: OperationPattern) -> str | None:
    parsed = PATH.fullmatch(pattern.text) if pattern.type == "path" else None
    return parsed[1] if parsed else None


def report_unmatched(
    pattern: OperationPattern, api: Api, diagnostics: Diagnostics
) -> None:
    """Report a pattern that matches nothing, with close matches as a hint."""
    method = _method_of(pattern)
    methods = {*METHODS, *(operation.method.lower() for operation in api.operations)}
    if method is not None and method.lower() not in methods:
        _report_method(method, pattern, diagnostics)
        return
    selectable = pattern.selectable(api)
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
    is_glob = pattern.has_wildcards
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


def _report_method(
    method: str, pattern: OperationPattern, diagnostics: Diagnostics
) -> None:
    known = ", ".join(method.upper() for method in METHODS)
    diagnostics.error(
        "unknown-method",
        f"{method} in {pattern.text!r} is not an HTTP method",
        None,
        f"write one of {known} before the path, or only the path for all methods",
    )
