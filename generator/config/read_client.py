"""Read the table of one client: its document and output, and its options."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from generator.config.client import (
    SELECTION_SETTINGS,
    ClientConfiguration,
    ClientOptions,
)
from generator.config.toml_table import InvalidSetting, TomlTable
from generator.core.json import Json
from generator.ir.http import Conventions
from generator.ir.overrides import ApiOverrides
from generator.ir.paging import (
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    Paging,
    Token,
)
from generator.naming.reserved import ARGUMENT_NAMES
from generator.naming.valid_names import is_identifier, reserved_parts
from generator.slicing.selection import Selection
from generator.source.load import Url, parse_location

OPTIONS = (
    *SELECTION_SETTINGS,
    *("cut-expansions", "lenient", "tools", "runtime"),
    *("credentials-env", "base-url-env"),
    *("methods", "paging", "conventions"),
)
SETTINGS = (
    *("spec", "sha256", "header-env", "output", "package", "project"),
    *("overlays", "allow-references"),
    *("templates", "used-by"),
    *OPTIONS,
)
METHOD_PATTERN = r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+"
SHA256_PATTERN = "[0-9a-f]{64}"
# RFC 9110, section 5.1: a field name is a token.
# IEEE Std 1003.1, section 8.1: what utilities accept as the name of an environment variable.
VARIABLE_PATTERN = "[A-Za-z_][A-Za-z0-9_]*"
HEADER_PATTERN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
# IEEE Std 1003.1, section 8.1.
VARIABLE_PATTERN = "[A-Za-z_][A-Za-z0-9_]*"

_VARIABLE = re.compile(VARIABLE_PATTERN)
_NEXT_URL = ("items", "url")
_LINK_HEADER = ("items", "link-header")
_PAGE_NUMBER = ("items", "page", "first", "current", "total-pages", "total", "more")
_OFFSET = ("items", "offset", "first", "total", "more")
_TOKEN = ("items", "token", "parameter", "more")
_LAST_ITEM = ("items", "cursor", "reverse", "more", "id")
_HEADERS = ("idempotency-header", "should-retry-header")
_CONVENTIONS = (*_HEADERS, "headers", "option-headers")
_METHOD = re.compile(METHOD_PATTERN)
_SHA256 = re.compile(SHA256_PATTERN)
_HEADER = re.compile(HEADER_PATTERN)
_VARIABLE = re.compile(VARIABLE_PATTERN)


def read_client(table: TomlTable, *alternatives: str) -> ClientConfiguration:
    """Read a client's table. Invalid settings are added to the table's errors.

    `alternatives` are settings that the table could have instead, for messages.
    """
    table.reject_unknown((*SETTINGS, *alternatives))
    sha256 = table.string("sha256")
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        table.reject("sha256", "must be a SHA-256: 64 lower-case hexadecimal digits")
    package = table.string("package")
    if package is not None and not is_package_name(package):
        table.reject("package", "must be a name that Python can import")
    spec = table.string("spec")
    if spec == "-":
        message = "must be a path or URL; standard input is given on the command line"
        table.reject("spec", message)
    return ClientConfiguration(
        spec=spec,
        sha256=sha256,
        header_env=_read_header_env(table, spec),
        output=table.string("output"),
        package=package,
        project=_read_project(table),
        overlays=table.strings("overlays"),
        allow_references=table.strings("allow-references"),
        templates=table.string("templates"),
        used_by=table.strings("used-by"),
        options=_read_options(table),
    )


def read_options(settings: Mapping[str, Json]) -> ClientOptions:
    """Read the options in a manifest, as `ClientOptions.to_json` wrote them.

    Raises:
        ValueError: a setting is invalid.
    """
    errors: list[InvalidSetting] = []
    table = TomlTable(settings, (), errors)
    table.reject_unknown(OPTIONS)
    options = _read_options(table)
    if errors:
        raise ValueError(f"`{'.'.join(errors[0].path)}` {errors[0].message}")
    return options


def is_package_name(name: str) -> bool:
    """Whether `name` is an ASCII identifier that can be imported.

    Python normalizes other letters, and file systems normalize them differently. Source: the Python
    language reference, sections 2.3 and 2.4.
    """
    return name.isascii() and name.isidentifier() and not keyword.iskeyword(name)


def _read_options(table: TomlTable) -> ClientOptions:
    names = ("methods", "paging", "conventions")
    methods, paging, conventions = map(table.table, names)
    return ClientOptions(
        selection=Selection(
            **{name: table.strings(name) for name in SELECTION_SETTINGS}
        ),
        cut_expansions=table.boolean("cut-expansions"),
        lenient=table.boolean("lenient"),
        tools=table.boolean("tools"),
        runtime=_read_runtime(table),
        credentials_env=_read_variables(table, "credentials-env", 2),
        base_url_env=_read_base_url_variable(table),
        methods=_read_methods(methods) if methods is not None else {},
        declared=ApiOverrides(
            paging=_read_paging(paging) if paging is not None else {},
            conventions=(
                _read_conventions(conventions)
                if conventions is not None and conventions.settings
                else None
            ),
        ),
    )


def _read_header_env(table: TomlTable, spec: str | None) -> dict[str, str]:
    """Headers of the document, each with the name of an environment variable."""
    variables = table.string_map("header-env")
    headers = TomlTable(variables, (*table.path, "header-env"), table.errors)
    for header, variable in variables.items():
        _check_header(headers, header, header)
        if not _VARIABLE.fullmatch(variable):
            headers.reject(header, "must be the name of an environment variable")
    if variables and not isinstance(parse_location(spec or ""), Url):
        table.reject("header-env", "requires a `spec` that is a URL")
    return variables


def _read_project(table: TomlTable) -> bool | None:
    project = table.boolean("project")
    if project and "runtime" in table.settings:
        table.reject("project", "cannot have a `runtime`: a project carries its own")
    return project


def _read_runtime(table: TomlTable) -> str | None:
    runtime = table.string("runtime")
    if runtime is not None and not all(map(is_package_name, runtime.split("."))):
        message = 'must be a package that Python can import: "acme.codegen_runtime"'
        table.reject("runtime", message)
        return None
    return runtime


def _read_variables(table: TomlTable, name: str, most: int) -> tuple[str, ...] | None:
    """Read the names of environment variables: none, one, or a list of up to `most`."""
    value = table.settings.get(name)
    names = value if isinstance(value, list) and most > 1 else [value]
    if value is None or value == "":
        return None if value is None else ()
    variables = tuple(
        each for each in names if isinstance(each, str) and _VARIABLE.fullmatch(each)
    )
    if not 0 < len(variables) == len(names) <= most:
        others = (
            ""
            if most == 1
            else ", or a list of one for a user name and one for a password"
        )
        table.reject(name, f'must be an environment variable{others}; "" for none')
        return None
    return variables


def _read_base_url_variable(table: TomlTable) -> str | None:
    variables = _read_variables(table, "base-url-env", 1)
    return None if variables is None else "".join(variables)


def _read_methods(table: TomlTable) -> dict[str, str]:
    keys: dict[str, str] = {}
    for key, method in table.settings.items():
        if not isinstance(method, str) or not _METHOD.fullmatch(method):
            table.reject(key, 'must be a resource and a method: "customers.create"')
            continue
        for name in reserved_parts(method.split(".")):
            table.reject(key, f"cannot use the reserved name {name!r}")
        if method in keys:
            first = ".".join((*table.path, keys[method]))
            table.reject(key, f"is the same method as `{first}`")
        keys.setdefault(method, key)
    return {key: method for method, key in keys.items()}


def _read_paging(table: TomlTable) -> dict[str, Paging | None]:
    """Read the paging rules, by pattern of the operations that they apply to."""
    rules: dict[str, Paging | None] = {}
    for key, value in table.settings.items():
        if value is False:
            rules[key] = None
            continue
        settings = table.table(key)
        if settings is not None:
            rule = _read_paging_rule(settings, table, key)
            if rule is not None:
                rules[key] = rule
    return rules


def _read_paging_rule(table: TomlTable, parent: TomlTable, key: str) -> Paging | None:
    settings = table.settings
    if "link-header" in settings:
        table.reject_unknown(_LINK_HEADER)
        if settings["link-header"] is not True:
            table.reject("link-header", "must be true")
        return LinkHeader(table.string("items") or "")
    first = table.integer("first")
    names = (each for each in settings if each not in ("first", "link-header"))
    strings = {name: string for name in names if (string := table.string(name))}
    if len(strings) + ("first" in settings) < len(settings):
        return None
    items = strings.get("items", "")
    total, more = strings.get("total"), strings.get("more")
    match strings:
        case {"url": url}:
            table.reject_unknown(_NEXT_URL)
            return NextUrl(items, url)
        case {"token": token, "parameter": parameter}:
            table.reject_unknown(_TOKEN)
            return Token(items, token, parameter, more)
        case {"page": page}:
            table.reject_unknown(_PAGE_NUMBER)
            current, pages = strings.get("current"), strings.get("total-pages")
            return PageNumber(items, page, first, current, pages, total, more)
        case {"offset": offset}:
            table.reject_unknown(_OFFSET)
            return Offset(items, offset, first, total, more)
        case {"cursor": cursor, "more": str(flag)}:
            table.reject_unknown(_LAST_ITEM)
            reverse, id_ = strings.get("reverse"), strings.get("id", "id")
            return LastItem(items, cursor, reverse, flag, id_)
        case _:
            parent.reject(
                key,
                "needs `url`, `link-header`, `page`, `offset`, `token` and `parameter`, or "
                "`cursor` and `more`; `false` turns paging off",
            )
            return None


def _read_conventions(table: TomlTable) -> Conventions:
    table.reject_unknown(_CONVENTIONS)
    for name in _HEADERS:
        if name in table.settings:
            _check_header(table, name, table.settings[name])
    headers = table.string_map("headers")
    values = TomlTable(headers, (*table.path, "headers"), table.errors)
    for header, value in headers.items():
        _check_header(values, header, header)
        if "\n" in value or "\r" in value:
            values.reject(header, "must be a single line")
    options = table.string_map("option-headers")
    names = TomlTable(options, (*table.path, "option-headers"), table.errors)
    for option, header in options.items():
        if not is_identifier(option):
            names.reject(option, "must be a Python identifier")
        elif option in ARGUMENT_NAMES:
            names.reject(option, "is already an option of every call")
        _check_header(names, option, header)
    return Conventions(
        idempotency_header=table.settings.get("idempotency-header"),
        should_retry_header=table.settings.get("should-retry-header"),
        headers=tuple(sorted(headers.items())),
        option_headers=tuple(sorted(options.items())),
    )


def _check_header(table: TomlTable, name: str, header: object) -> None:
    if not isinstance(header, str) or not _HEADER.fullmatch(header):
        table.reject(name, "must be the name of a header")
