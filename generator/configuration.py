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

import keyword
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, DocumentError
from generator.lower.conventions import Conventions, LastItem, NextUrl, Paging, Token
from generator.lower.declared import NOTHING_DECLARED, Declared
from generator.naming.reserved import ARGUMENT_NAMES, CLIENT_NAMES, METHOD_NAMES

_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
# RFC 9110, section 5.1: a field name is a token.
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
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
    # SHA-256 of the file's bytes, None where there is no file: where it was said, not what.
    digest: str | None = field(default=None, compare=False)

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
        content = path.read_bytes()
        tree = tomllib.loads(content.decode("utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError([_problem(path, f"it cannot be read: {reason}")]) from error
    reader = _Reader(path)
    configuration = reader.configuration(tree)
    if reader.problems:
        raise DocumentError(reader.problems)
    return replace(configuration, digest=sha256(content).hexdigest())


def _taken(parts: list[str]) -> Iterator[str]:
    """The names of a method and its resources that something else has already."""
    for index, part in enumerate(parts):
        is_taken = part in METHOD_NAMES or (index == 0 and part in CLIENT_NAMES)
        if is_taken or keyword.iskeyword(part):
            yield part


def _problem(path: Path, message: str) -> Diagnostic:
    hint = "generator/configuration.py begins with an example of all it can say"
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
        owners: dict[str, str] = {}
        for key, value in table.items():
            name = f"methods.{key}"
            if not isinstance(value, str) or not _PATH.fullmatch(value):
                self._wrong(name, 'must be a resource and a method: "customers.create"')
                continue
            for part in _taken(value.split(".")):
                self._wrong(name, f"cannot have the name {part!r}, which is taken")
            if value in owners:
                self._wrong(name, f"is the same as `methods.{owners[value]}`")
            owners.setdefault(value, key)
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
            if name in table:
                self._header(f"conventions.{name}", table[name])
        headers = self._pairs(table, "headers")
        for header, value in headers:
            self._header(f"conventions.headers.{header}", header)
            if "\n" in value or "\r" in value:
                self._wrong(f"conventions.headers.{header}", "must be one line")
        options = self._pairs(table, "option-headers")
        for option, header in options:
            name = f"conventions.option-headers.{option}"
            if not option.isidentifier() or keyword.iskeyword(option):
                self._wrong(name, "must be a Python name")
            elif option in ARGUMENT_NAMES:
                self._wrong(name, "is an option that every call has")
            self._header(name, header)
        return Conventions(
            idempotency_header=table.get("idempotency-header"),
            should_retry_header=table.get("should-retry-header"),
            headers=headers,
            option_headers=options,
        )

    def _header(self, name: str, header: object) -> None:
        if not isinstance(header, str) or not _HEADER.fullmatch(header):
            self._wrong(name, "must be the name of a header")

    def _pairs(
        self, table: Mapping[str, Any], name: str
    ) -> tuple[tuple[str, str], ...]:
        pairs = table.get(name, {})
        if not isinstance(pairs, Mapping) or not all(
            isinstance(each, str) for each in pairs.values()
        ):
            self._wrong(f"conventions.{name}", "must be a table of strings")
            return ()
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
