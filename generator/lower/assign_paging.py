"""Give each operation its paging rule: the configured one if it fits, or else the detected one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Literal, TypeAlias

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Operation
from generator.ir.operation_patterns import OperationPattern, parse_pattern
from generator.ir.overrides import ApiOverrides
from generator.ir.page_shape import (
    Parameter,
    fields_of,
    list_at,
    list_properties,
    page_parameters,
    page_type,
    type_at,
)
from generator.ir.paging import (
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    PageParameter,
    Paging,
    Token,
)
from generator.ir.types import (
    ANY,
    Array,
    Definition,
    Enum,
    Scalar,
    Type,
    TypeId,
    Union,
)
from generator.lower.detect_paging import detect_paging
from generator.lower.first_page import first_number, first_offset
from generator.lower.paging_evidence import find_items

_Definitions: TypeAlias = Mapping[TypeId, Definition]
_Kind = Literal["text or number", "string", "boolean", "number"]

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_KINDS: Mapping[_Kind, tuple[str, ...]] = {
    "text or number": ("string", "integer", "number"),
    "string": ("string",),
    "boolean": ("boolean",),
    "number": ("integer", "number"),
}
# What each setting of a rule refers to.
_PARAMETERS = ("cursor", "reverse", "parameter", "page", "offset")
_PROPERTIES: Mapping[str, _Kind] = {
    "token": "text or number",
    "url": "string",
    "more": "boolean",
    "current": "number",
    "total_pages": "number",
    "total": "number",
}
_MAX_SUGGESTION_DEPTH = 3


def assign_paging(
    operations: tuple[Operation, ...],
    definitions: _Definitions,
    overrides: ApiOverrides,
    diagnostics: Diagnostics,
) -> tuple[Operation, ...]:
    """Return the operations with their paging rules.

    Of the configured entries that match an operation, the most specific one decides. One that names
    a single operation must fit it; one with a pattern is skipped where it does not fit, but must
    fit some operation that it matches.
    """
    entries = [_Entry(key, rule) for key, rule in overrides.paging.items()]
    entries.sort(key=lambda entry: entry.pattern.specificity, reverse=True)
    assigned = tuple(
        replace(operation, paging=_paging(operation, entries, definitions, diagnostics))
        for operation in operations
    )
    for entry in entries:
        if entry.is_misfit(definitions):
            entry.report_misfit(diagnostics)
    return assigned


@dataclass(slots=True)
class _Entry:
    """An entry of the configuration; `rule` is None for operations that do not page.

    `misfits` are the operations that it matches but does not fit, with their problems; `others` are
    those that a more specific entry applies to.
    """

    key: str
    rule: Paging | None
    fits: bool = False
    misfits: list[tuple[Operation, list[str]]] = field(
        default_factory=list[tuple[Operation, list[str]]]
    )
    others: list[Operation] = field(default_factory=list[Operation])

    pattern: OperationPattern = field(init=False)

    def __post_init__(self) -> None:
        self.pattern = parse_pattern(self.key)

    @property
    def names_operation(self) -> bool:
        """Whether the entry names a single operation."""
        return self.pattern.type == "operation" and not self.pattern.has_wildcards

    @property
    def setting(self) -> str:
        """The entry as a key of TOML."""
        bare = _BARE_KEY.fullmatch(self.key)
        return f"paging.{self.key if bare else json.dumps(self.key)}"

    def is_misfit(self, definitions: _Definitions) -> bool:
        """Whether the entry has a pattern, and fits no operation that it matches."""
        if self.rule is None or self.fits or not self.misfits or self.names_operation:
            return False
        return not any(
            _resolve(self.rule, operation, definitions)[0] for operation in self.others
        )

    def report_misfit(self, diagnostics: Diagnostics) -> None:
        """Report that the entry fits none of the operations that it matches."""
        operation, problems = min(self.misfits, key=lambda misfit: len(misfit[1]))
        diagnostics.error(
            "configuration",
            f"`{self.setting}` fits none of the operations that it matches "
            f"({len(self.misfits)}); {operation.method} {operation.path}, for one: {problems[0]}",
            operation.at,
            "correct the entry in the configuration, or remove it",
        )


def _paging(
    operation: Operation,
    entries: list[_Entry],
    definitions: _Definitions,
    diagnostics: Diagnostics,
) -> Paging | None:
    matching = [entry for entry in entries if entry.pattern.matches(operation)]
    for index, entry in enumerate(matching):
        if entry.rule is None:
            rule: Paging | None = None
        else:
            rule, problems = _resolve(entry.rule, operation, definitions)
            if problems and not entry.names_operation:
                entry.misfits.append((operation, problems))
                continue
            entry.fits = True
            for problem in problems:
                diagnostics.error(
                    "configuration",
                    f"`{entry.setting}` does not match the operation: {problem}",
                    operation.at,
                    "correct the entry in the configuration, or the document with an overlay",
                )
        for other in matching[index + 1 :]:
            other.others.append(operation)
        return rule
    return detect_paging(operation, definitions)


def _resolve(
    rule: Paging, operation: Operation, definitions: _Definitions
) -> tuple[Paging | None, list[str]]:
    """Return the rule for an operation; or None, and the reasons why it does not fit."""
    fit = _Fit(operation, definitions)
    resolved = fit.resolve(rule)
    return (None if fit.problems else resolved), fit.problems


class _Fit:
    """The comparison of one configured rule with one operation, which collects problems."""

    def __init__(self, operation: Operation, definitions: _Definitions) -> None:
        self._operation = operation
        self._definitions = definitions
        self._type = page_type(operation, definitions)
        self._parameters = page_parameters(operation, definitions)
        self.problems: list[str] = []

    def resolve(self, rule: Paging) -> Paging:
        """Return the rule with references to parameters, and `items` if it was left out."""
        items = self._items(rule.items)
        settings = {
            setting.name: value
            for setting in fields(rule)
            if isinstance(value := getattr(rule, setting.name), str)
        }
        if self._type is not None:
            for name, kind in _PROPERTIES.items():
                if name in settings:
                    self._check_property(settings[name], kind)
        resolved = {
            name: self._parameter(settings[name])
            for name in _PARAMETERS
            if name in settings
        }
        match rule:
            case LastItem(id=id_):
                self._check_id(items, id_)
                cursor = _reference(resolved["cursor"], rule.cursor)
                reverse = (
                    None
                    if rule.reverse is None
                    else _reference(resolved["reverse"], rule.reverse)
                )
                return replace(rule, items=items, cursor=cursor, reverse=reverse)
            case Token():
                parameter = _reference(resolved["parameter"], rule.parameter)
                return replace(rule, items=items, parameter=parameter)
            case PageNumber():
                page, first = resolved["page"], rule.first
                if first is None and page is not None:
                    first = first_number(page)
                return replace(
                    rule,
                    items=items,
                    page=_reference(page, rule.page),
                    first=first,
                )
            case Offset():
                offset, first = resolved["offset"], rule.first
                if first is None and offset is not None:
                    first = first_offset(offset)
                return replace(
                    rule,
                    items=items,
                    offset=_reference(offset, rule.offset),
                    first=first or 0,
                )
            case NextUrl() | LinkHeader():
                return replace(rule, items=items)

    def _items(self, path: str) -> str:
        if self._type is None:
            self.problems.append(
                "the response is not a single object with fixed properties, nor a list"
            )
            return path
        if not path:
            detected = find_items(self._operation, self._definitions)
            if detected is None:
                lists = ", ".join(list_properties(self._type, self._definitions))
                self.problems.append(
                    f"the response has several lists ({lists}): choose one with `items`"
                    if lists
                    else "the response has no list"
                )
            return detected or ""
        if list_at(self._type, path, self._definitions) is None:
            names = [
                name
                for name, type_ in _paths(self._type, self._definitions)
                if isinstance(type_, Array)
            ]
            self.problems.append(
                f"the response has no list {path!r}{_suggestion(path, names)}"
            )
        return path

    def _check_property(self, path: str, kind: _Kind) -> None:
        assert self._type is not None  # checked by the caller
        type_ = type_at(self._type, path, self._definitions)
        if type_ is None:
            names = [name for name, _ in _paths(self._type, self._definitions)]
            self.problems.append(
                f"the response has no property {path!r}{_suggestion(path, names)}"
            )
        elif not _is_of_kind(type_, kind):
            self.problems.append(f"the property {path!r} of the response is no {kind}")

    def _check_id(self, items: str, path: str) -> None:
        list_ = list_at(self._type, items, self._definitions) if self._type else None
        if list_ is not None and type_at(list_.items, path, self._definitions) is None:
            names = [name for name, _ in _paths(list_.items, self._definitions)]
            self.problems.append(
                f"the items have no property {path!r}{_suggestion(path, names)}"
            )

    def _parameter(self, path: str) -> Parameter | None:
        for parameter in self._parameters:
            if parameter.path == path:
                return parameter
        names = [parameter.path for parameter in self._parameters]
        self.problems.append(
            f"the operation has no query parameter {path!r}, nor a property of its JSON body"
            + _suggestion(path, names)
        )
        return None


def _reference(parameter: Parameter | None, configured: PageParameter) -> PageParameter:
    return configured if parameter is None else parameter.reference


def _is_of_kind(type_: Type, kind: _Kind) -> bool:
    match type_:
        case Scalar(name):
            return type_ == ANY or name in _KINDS[kind]
        case Union(members):
            return any(_is_of_kind(member, kind) for member in members)
        case Enum(values):
            return kind != "boolean" or any(isinstance(value, bool) for value in values)
        case _:
            return False


def _paths(
    type_: Type, definitions: _Definitions, prefix: str = "", depth: int = 0
) -> Iterator[tuple[str, Type]]:
    """Yield the dotted paths of all properties, with their types."""
    for property_ in fields_of(type_, definitions):
        path = f"{prefix}{property_.name}"
        found = type_at(type_, property_.name, definitions)
        if found is not None:
            yield path, found
        if depth < _MAX_SUGGESTION_DEPTH:
            yield from _paths(property_.type, definitions, f"{path}.", depth + 1)


def _suggestion(name: str, known: list[str]) -> str:
    """What a name may be a typo of: `; did you mean 'next'?`, or nothing."""
    close = get_close_matches(name, known, 1)
    ends = [path for path in known if path.rpartition(".")[2] == name]
    best = (ends or close)[:1]
    return f"; did you mean {best[0]!r}?" if best else ""
