"""A configuration file: what a user says of an API that its document does not, in TOML.

[methods]                                  # resource style, by operationId
PostCustomers = "customers.create"

[paging.ListThings]                        # by operationId; one of three kinds
items = "data"
cursor = "after"                           # the last item's id, given back in this parameter
reverse = "before"                         # … and for the way back
more = "has_more"
id = "id"

[paging.SearchThings]
items = "data"
token = "next"                             # a property, given back in
parameter = "page"

[paging.ReadThings]
items = "data"
url = "next_url"

[conventions]                              # what every call goes by
idempotency-header = "Idempotency-Key"
should-retry-header = "X-Should-Retry"
headers = { X-Version = "3" }
option-headers = { tenant = "X-Tenant" }   # an option of each call, and its header
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, DocumentError
from generator.lower.conventions import Conventions, LastItem, NextUrl, Paging, Token
from generator.lower.declared import NOTHING_DECLARED, Declared

_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+")
_TABLES = ("methods", "paging", "conventions")
_CONVENTIONS = (
    "idempotency-header",
    "should-retry-header",
    "headers",
    "option-headers",
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a configuration file says: resource methods by operationId, and the rest."""

    methods: Mapping[str, str] = field(default_factory=dict)
    declared: Declared = NOTHING_DECLARED

    @property
    def operations(self) -> Iterator[str]:
        """The operationIds it mentions."""
        yield from self.methods
        yield from self.declared.paging


def read_configuration(path: Path) -> Configuration:
    """Read a configuration file.

    Raises:
        DocumentError: it cannot be read, is no TOML, or says something that has no meaning;
            with everything that is wrong with it.
    """
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError([_problem(path, f"it cannot be read: {reason}")]) from error
    reader = _Reader(path)
    configuration = reader.configuration(tree)
    if reader.problems:
        raise DocumentError(reader.problems)
    return configuration


def _problem(path: Path, message: str) -> Diagnostic:
    hint = "the README shows what a configuration file can say"
    return Diagnostic("configuration", f"{path}: {message}", hint=hint)


class _Reader:
    """Reads tables and collects what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self.problems: list[Diagnostic] = []
        self._path = path

    def configuration(self, tree: Mapping[str, Any]) -> Configuration:
        self._known("", tree, _TABLES)
        paging = {
            key: rule
            for key, table in self._table(tree, "paging").items()
            for rule in [self._paging(f"paging.{key}", table)]
            if rule is not None
        }
        conventions = self._table(tree, "conventions")
        return Configuration(
            methods=self._methods(self._table(tree, "methods")),
            declared=Declared(
                paging=paging,
                conventions=self._conventions(conventions) if conventions else None,
            ),
        )

    def _methods(self, table: Mapping[str, Any]) -> dict[str, str]:
        for key, value in table.items():
            if not isinstance(value, str) or not _PATH.fullmatch(value):
                self._wrong(
                    f"methods.{key}",
                    'must be a resource and a method: "customers.create"',
                )
        return {key: str(value) for key, value in table.items()}

    def _paging(self, name: str, table: Any) -> Paging | None:
        if not isinstance(table, Mapping) or not all(
            isinstance(each, str) for each in table.values()
        ):
            self._wrong(name, "must be a table of strings")
            return None
        said, items = set(table), str(table.get("items", "data"))
        if "url" in said:
            self._known(name, table, ("items", "url"))
            return NextUrl(items, table["url"])
        if {"token", "parameter"} <= said:
            self._known(name, table, ("items", "token", "parameter"))
            return Token(items, table["token"], table["parameter"])
        if {"cursor", "more"} <= said:
            self._known(name, table, ("items", "cursor", "reverse", "more", "id"))
            reverse = table.get("reverse")
            return LastItem(
                items, table["cursor"], reverse, table["more"], table.get("id", "id")
            )
        self._wrong(
            name, "needs `url`, or `token` and `parameter`, or `cursor` and `more`"
        )
        return None

    def _conventions(self, table: Mapping[str, Any]) -> Conventions:
        self._known("conventions", table, _CONVENTIONS)
        for name in _CONVENTIONS[:2]:
            if not isinstance(table.get(name, ""), str):
                self._wrong(f"conventions.{name}", "must be the name of a header")
        return Conventions(
            idempotency_header=table.get("idempotency-header"),
            should_retry_header=table.get("should-retry-header"),
            headers=self._pairs(table, "headers"),
            option_headers=self._pairs(table, "option-headers"),
        )

    def _pairs(
        self, table: Mapping[str, Any], name: str
    ) -> tuple[tuple[str, str], ...]:
        pairs = table.get(name, {})
        if not isinstance(pairs, Mapping) or not all(
            isinstance(each, str) for each in pairs.values()
        ):
            self._wrong(f"conventions.{name}", "must be a table of strings")
            return ()
        if name == "option-headers":
            for option in pairs:
                if not option.isidentifier():
                    self._wrong(f"conventions.{name}.{option}", "must be a Python name")
        return tuple(sorted(pairs.items()))

    def _table(self, tree: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        table = tree.get(name, {})
        if not isinstance(table, Mapping):
            self._wrong(name, "must be a table")
            return {}
        return table

    def _known(
        self, name: str, table: Mapping[str, Any], known: tuple[str, ...]
    ) -> None:
        for key in table:
            if key not in known:
                place = f"{name}.{key}" if name else key
                self._wrong(place, f"is not known; there are {', '.join(known)}")

    def _wrong(self, name: str, problem: str) -> None:
        self.problems.append(_problem(self._path, f"`{name}` {problem}"))
