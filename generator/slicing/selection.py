"""Which operations of a document go into a client: by operationId, tag and path, with globs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Literal

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.lower.operation_keys import operation_key
from generator.openapi.nodes import Document, Operation
from generator.openapi.path_items import METHODS

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
    """What a client is to have; nothing said is everything.

    Attributes:
        operations: operationIds, or globs over them: `Get*`.
        tags: tags, or globs over them.
        paths: globs over path templates, with an HTTP method before one or not:
            `/v1/customers/**`, `GET /v1/*`. There `*` and `?` stay within a segment, `**` does
            not.
        exclude: what not to have of these, spelt as any of them; a tag as `tag:NAME`.
        types: classes to have beside those that the operations need, by their names in Python.
        webhooks: what reads webhooks and callbacks, to have besides, by its names in Python.
    """

    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()

    @property
    def names_operations(self) -> bool:
        """Whether it says which operations to have."""
        return bool(self.operations or self.tags or self.paths)

    @property
    def names_others(self) -> bool:
        """Whether it says what to have that is no operation."""
        return bool(self.types or self.webhooks)

    def joined(self, other: Selection) -> Selection:
        """What either has; exclusions are of both."""
        return Selection(
            **{
                each.name: tuple(
                    dict.fromkeys(getattr(self, each.name) + getattr(other, each.name))
                )
                for each in fields(self)
            }
        )

    def to_json(self) -> dict[str, list[str]]:
        """What is said, as JSON."""
        said = {each.name: list(getattr(self, each.name)) for each in fields(self)}
        return {name: values for name, values in said.items() if values}


EVERYTHING = Selection()


def select(
    document: Document, selection: Selection, diagnostics: Diagnostics
) -> tuple[str, ...] | None:
    """The keys of the operations that a selection means, in document order; None for everything.

    An operation is selected if an operationId, a tag or a path says so, or if nothing says which,
    and if no exclusion does. Notes the patterns that match nothing, and a selection of nothing.
    """
    if selection == EVERYTHING:
        return None
    included = [
        *(_operation_pattern(each) for each in selection.operations),
        *(_tag_pattern(each) for each in selection.tags),
        *(_path_pattern(each) for each in selection.paths),
    ]
    excluded = [_any_pattern(each) for each in selection.exclude]
    for pattern in (*included, *excluded):
        if not any(map(pattern.matches, _selectable(pattern, document))):
            _tell_of(pattern, document, diagnostics)
    is_whole = not selection.names_operations and not selection.names_others
    found = tuple(
        operation_key(each)
        for each in document.operations
        if is_whole or any(pattern.matches(each) for pattern in included)
        if not any(pattern.matches(each) for pattern in excluded)
    )
    others = selection.names_others or tagged_webhooks(document, selection)
    is_empty = not found and not others
    if is_empty and not diagnostics.has_errors:
        diagnostics.error(
            "empty-selection",
            "nothing is left of what was asked for",
            None,
            "exclude less, or ask for more",
        )
    return found


def tagged_webhooks(document: Document, selection: Selection) -> frozenset[Pointer]:
    """The webhooks and callbacks with a tag that a selection asks for, by their places.

    Where it does not say which operations to have, it means all webhooks but those with an excluded
    tag. Callbacks come with their operations besides.
    """
    included = [_tag_pattern(each) for each in selection.tags]
    excluded = [
        _any_pattern(each) for each in selection.exclude if each.startswith(_TAG)
    ]
    is_whole = not selection.names_operations and not selection.names_others
    return frozenset(
        each.at
        for each in document.incoming
        if (is_whole and each.at in document.webhooks)
        or any(pattern.matches(each) for pattern in included)
        if not any(pattern.matches(each) for pattern in excluded)
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One word of a selection: what kind of thing it names, and whether an operation is one."""

    text: str
    kind: Literal["operation", "tag", "path"]
    matches: Callable[[Operation], bool]
    # What there is of that kind in an operation, to say what may have been meant.
    names: Callable[[Operation], Iterator[str]]


def _any_pattern(text: str) -> _Pattern:
    if text.startswith(_TAG):
        return _tag_pattern(text.removeprefix(_TAG))
    return _path_pattern(text) if _PATH.fullmatch(text) else _operation_pattern(text)


def _operation_pattern(text: str) -> _Pattern:
    glob = _compiled(text)

    def matches(operation: Operation) -> bool:
        key = operation_key(operation)
        return key == text or glob.fullmatch(key) is not None

    return _Pattern(
        text, "operation", matches, lambda each: iter([operation_key(each)])
    )


def _tag_pattern(text: str) -> _Pattern:
    glob = _compiled(text)
    return _Pattern(
        text,
        "tag",
        lambda each: any(tag == text or glob.fullmatch(tag) for tag in each.tags),
        lambda each: iter(each.tags),
    )


def _path_pattern(text: str) -> _Pattern:
    found = _PATH.fullmatch(text)
    method, path = (found[1], found[2]) if found else (None, text)
    glob = _compiled(path, "[^/]")

    def matches(operation: Operation) -> bool:
        is_method = method is None or operation.method.lower() == method.lower()
        is_path = operation.path == path or glob.fullmatch(operation.path) is not None
        return is_method and is_path

    return _Pattern(text, "path", matches, lambda each: iter([each.path]))


def _method_of(pattern: _Pattern) -> str | None:
    found = _PATH.fullmatch(pattern.text) if pattern.kind == "path" else None
    return found[1] if found else None


def _compiled(glob: str, within: str = ".") -> re.Pattern[str]:
    """A glob as a regular expression; all but `*` and `?` stand for themselves, braces too.

    `within` is what `*` and `?` stand for. `/**` at the end also stands for nothing, and `/**/`
    for one slash: what is below a path has the path itself in it.
    """
    expressions = {
        "/**/": "/(?:.*/)?",
        "/**": "(?:/.*)?",
        "**": ".*",
        "*": f"{within}*",
        "?": within,
    }
    parts: list[str] = []
    position = 0
    for wildcard in _WILDCARD.finditer(glob):
        between = re.escape(glob[position : wildcard.start()])
        parts += [between, expressions[wildcard[0]]]
        position = wildcard.end()
    return re.compile("".join([*parts, re.escape(glob[position:])]), re.DOTALL)


def _selectable(pattern: _Pattern, document: Document) -> tuple[Operation, ...]:
    """What a pattern can mean: webhooks have tags too."""
    is_of_webhooks = pattern.kind == "tag"
    return (*document.operations, *(document.incoming if is_of_webhooks else ()))


def _tell_of(pattern: _Pattern, document: Document, diagnostics: Diagnostics) -> None:
    """Note a pattern that matches nothing, with what may have been meant."""
    method = _method_of(pattern)
    methods = {*METHODS, *(each.method.lower() for each in document.operations)}
    if method is not None and method.lower() not in methods:
        _tell_of_method(method, pattern, diagnostics)
        return
    selectable = _selectable(pattern, document)
    names = {name for each in selectable for name in pattern.names(each)}
    if pattern.kind == "tag" and not names:
        diagnostics.error(
            "unknown-tag",
            f"no operation of the document has a tag, and so none has {pattern.text!r}",
            None,
            "choose by path with --path, or by operationId with --operation",
        )
        return
    close = get_close_matches(pattern.text, sorted(names), n=3)
    is_glob = _WILDCARD.search(pattern.text) is not None
    problem = (
        f"the document has no {pattern.kind} that is like {pattern.text!r}"
        if is_glob
        else f"the document has no {pattern.kind} {pattern.text!r}"
    )
    diagnostics.error(
        _UNKNOWN[pattern.kind],
        problem,
        None,
        f"did you mean {' or '.join(close)}?" if close else None,
    )


def _tell_of_method(method: str, pattern: _Pattern, diagnostics: Diagnostics) -> None:
    known = ", ".join(each.upper() for each in METHODS)
    diagnostics.error(
        "unknown-method",
        f"{method} in {pattern.text!r} is no HTTP method",
        None,
        f"before a path stands one of {known}, or none for all of them",
    )
