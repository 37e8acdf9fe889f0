"""The tables `paging` and `conventions`: what a user declares of an API."""

from __future__ import annotations

import keyword
import re

from generator.config.tables import Table
from generator.ir.http import Conventions
from generator.ir.paging import LastItem, NextUrl, Paging, Token
from generator.naming.reserved import ARGUMENT_NAMES

NEXT_URL = ("items", "url")
TOKEN = ("items", "token", "parameter", "more")
LAST_ITEM = ("items", "cursor", "reverse", "more", "id")
HEADERS = ("idempotency-header", "should-retry-header")
CONVENTIONS = (*HEADERS, "headers", "option-headers")
# RFC 9110, section 5.1: a field name is a token.
HEADER_PATTERN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_HEADER = re.compile(HEADER_PATTERN)


def read_paging(table: Table) -> dict[str, Paging]:
    """How operations page, by operationId."""
    found: dict[str, Paging] = {}
    for key in table.members:
        rule = table.table(key)
        if rule is not None and rule.members == table.pairs(key):
            paging = _read_rule(rule, table, key)
            if paging is not None:
                found[key] = paging
    return found


def _read_rule(rule: Table, table: Table, key: str) -> Paging | None:
    said = rule.members
    items = str(said.get("items", "data"))
    if "url" in said:
        rule.check_known(NEXT_URL)
        return NextUrl(items, said["url"])
    if {"token", "parameter"} <= set(said):
        rule.check_known(TOKEN)
        return Token(items, said["token"], said["parameter"], said.get("more"))
    if {"cursor", "more"} <= set(said):
        rule.check_known(LAST_ITEM)
        reverse = said.get("reverse")
        return LastItem(
            items, said["cursor"], reverse, said["more"], said.get("id", "id")
        )
    table.wrong(key, "needs `url`, or `token` and `parameter`, or `cursor` and `more`")
    return None


def read_conventions(table: Table) -> Conventions:
    """What an API asks of every call."""
    table.check_known(CONVENTIONS)
    for name in HEADERS:
        if name in table.members:
            _check_header(table, name, table.members[name])
    headers = table.pairs("headers")
    values = Table(headers, (*table.path, "headers"), table.problems)
    for header, value in headers.items():
        _check_header(values, header, header)
        if "\n" in value or "\r" in value:
            values.wrong(header, "must be one line")
    options = table.pairs("option-headers")
    names = Table(options, (*table.path, "option-headers"), table.problems)
    for option, header in options.items():
        if not option.isidentifier() or keyword.iskeyword(option):
            names.wrong(option, "must be a Python name")
        elif option in ARGUMENT_NAMES:
            names.wrong(option, "is an option that every call has")
        _check_header(names, option, header)
    return Conventions(
        idempotency_header=table.members.get("idempotency-header"),
        should_retry_header=table.members.get("should-retry-header"),
        headers=tuple(sorted(headers.items())),
        option_headers=tuple(sorted(options.items())),
    )


def _check_header(table: Table, name: str, header: object) -> None:
    if not isinstance(header, str) or not _HEADER.fullmatch(header):
        table.wrong(name, "must be the name of a header")
