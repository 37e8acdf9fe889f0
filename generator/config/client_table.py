"""The table of one client: where it comes from and goes to, and its options."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping

from generator.config.client import (
    SELECTING,
    ClientConfiguration,
    ClientOptions,
)
from generator.config.declared_tables import read_conventions, read_paging
from generator.config.tables import Problem, Table
from generator.core.json import Json
from generator.ir.overrides import ApiOverrides
from generator.naming.reserved import CLIENT_NAMES, METHOD_NAMES
from generator.slicing.selection import Selection

OPTIONS = (
    *(*SELECTING, "cut-expansions", "lenient", "runtime"),
    *("methods", "paging", "conventions"),
)
MEMBERS = (
    *("spec", "sha256", "output", "package", "overlays", "allow-references"),
    *("templates", "used-by"),
    *OPTIONS,
)
METHOD_PATTERN = r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+"
SHA256_PATTERN = "[0-9a-f]{64}"
_METHOD = re.compile(METHOD_PATTERN)
_SHA256 = re.compile(SHA256_PATTERN)


def read_client(table: Table, *others: str) -> ClientConfiguration:
    """A client's table; what is wrong with it is noted in the table.

    `others` are what else could stand in its place.
    """
    table.check_known((*MEMBERS, *others))
    sha256 = table.text("sha256")
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        table.wrong("sha256", "must be a SHA-256: 64 hexadecimal digits in lower case")
    package = table.text("package")
    if package is not None and not is_package_name(package):
        table.wrong("package", "must be a name that Python can import")
    return ClientConfiguration(
        spec=table.text("spec"),
        sha256=sha256,
        output=table.text("output"),
        package=package,
        overlays=table.texts("overlays"),
        allow_references=table.texts("allow-references"),
        templates=table.text("templates"),
        used_by=table.texts("used-by"),
        options=_read_options(table),
    )


def read_options(members: Mapping[str, Json]) -> ClientOptions:
    """The options that a manifest has, which `ClientOptions.to_json` wrote.

    Raises:
        ValueError: it did not write these.
    """
    problems: list[Problem] = []
    table = Table(members, (), problems)
    table.check_known(OPTIONS)
    options = _read_options(table)
    if problems:
        path, message = problems[0].path, problems[0].message
        raise ValueError(f"`{'.'.join(path)}` {message}")
    return options


def is_package_name(name: str) -> bool:
    """Whether `import name` is Python (its reference, sections 2.3 and 2.4), in ASCII.

    Python takes other letters too, but normalises them, and file systems do so in other ways.
    """
    return name.isascii() and name.isidentifier() and not keyword.iskeyword(name)


def _read_options(table: Table) -> ClientOptions:
    names = ("methods", "paging", "conventions")
    methods, paging, conventions = map(table.table, names)
    return ClientOptions(
        selection=Selection(**{name: table.texts(name) for name in SELECTING}),
        cut_expansions=table.flag("cut-expansions"),
        lenient=table.flag("lenient"),
        runtime=_read_runtime(table),
        methods=_read_methods(methods) if methods is not None else {},
        declared=ApiOverrides(
            paging=read_paging(paging) if paging is not None else {},
            conventions=(
                read_conventions(conventions)
                if conventions is not None and conventions.members
                else None
            ),
        ),
    )


def _read_runtime(table: Table) -> str | None:
    runtime = table.text("runtime")
    if runtime is not None and not all(map(is_package_name, runtime.split("."))):
        table.wrong(
            "runtime",
            'must be a package that Python can import: "acme.codegen_runtime"',
        )
        return None
    return runtime


def _read_methods(table: Table) -> dict[str, str]:
    owners: dict[str, str] = {}
    for key, value in table.members.items():
        if not isinstance(value, str) or not _METHOD.fullmatch(value):
            table.wrong(key, 'must be a resource and a method: "customers.create"')
            continue
        for part in _taken(value.split(".")):
            table.wrong(key, f"cannot have the name {part!r}, which is taken")
        if value in owners:
            first = ".".join((*table.path, owners[value]))
            table.wrong(key, f"is the same as `{first}`")
        owners.setdefault(value, key)
    return {key: value for value, key in owners.items()}


def _taken(parts: list[str]) -> Iterator[str]:
    """The names of a method and its resources that something else has already."""
    for index, part in enumerate(parts):
        is_taken = part in METHOD_NAMES or (index == 0 and part in CLIENT_NAMES)
        if is_taken or keyword.iskeyword(part):
            yield part
