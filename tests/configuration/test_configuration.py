"""Settings of configuration files, and errors about invalid ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from generator.config import (
    NO_OPTIONS,
    ClientConfiguration,
    ClientOptions,
    configuration_file,
    read_configuration,
    read_options,
)
from generator.core.diagnostics import DocumentError
from generator.ir.http import Conventions
from generator.ir.overrides import ApiOverrides
from generator.ir.paging import (
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    Token,
)
from generator.slicing.selection import Selection


def read(folder: Path, text: str) -> ClientOptions:
    """The options of the single client in `text`."""
    return clients(folder, text)[""].options


def clients(folder: Path, text: str) -> Mapping[str, ClientConfiguration]:
    """The clients in `text`."""
    path = folder / "codegen.toml"
    path.write_text(dedent(text), encoding="utf-8")
    return read_configuration(path).clients


def problems(folder: Path, text: str) -> list[str]:
    """The messages about `text`."""
    with pytest.raises(DocumentError) as caught:
        read(folder, text)
    assert caught.value.name == str(folder / "codegen.toml")
    assert all(each.code == "configuration" for each in caught.value.diagnostics)
    return [each.message for each in caught.value.diagnostics]


def test_example_has_every_setting(tmp_path: Path) -> None:
    example = (
        str(configuration_file.__doc__)
        .partition("table:\n")[2]
        .partition("A file for")[0]
    )
    example = example.replace('sha256 = "…"', f'sha256 = "{"ab" * 32}"')
    [(name, client)] = clients(tmp_path, example).items()
    assert name == "stripe_client"
    assert replace(client, options=NO_OPTIONS) == ClientConfiguration(
        spec="specs/stripe.json",
        sha256="ab" * 32,
        output="src/acme/stripe_client",
        overlays=("specs/stripe.overlay.yaml",),
        allow_references=("../common",),
        templates="templates",
        used_by=("src",),
    )
    assert client.options == ClientOptions(
        selection=Selection(
            operations=("PostCustomers", "Get*"),
            tags=("billing",),
            paths=("/v1/customers/**",),
            exclude=("DELETE /**",),
            types=("Price",),
            webhooks=("price_changed",),
        ),
        cut_expansions=True,
        lenient=True,
        tools=True,
        runtime="acme.codegen_runtime",
        credentials_env=("ACME_STRIPE_KEY",),
        base_url_env="ACME_STRIPE_URL",
        methods={"PostCustomers": "customers.create"},
        effects={"PostSearch": "read"},
        declared=ApiOverrides(
            paging={
                "ListThings": LastItem("data", "after", "before", "has_more", "id"),
                "SearchThings": Token("data", "next", "page"),
                "ReadThings": NextUrl("data", "next_url"),
                "GET /v2/**": PageNumber("", "page", total_pages="meta.total_pages"),
            },
            conventions=Conventions(
                idempotency_header="Idempotency-Key",
                should_retry_header="X-Should-Retry",
                headers=(("X-Version", "3"),),
                option_headers=(("tenant", "X-Tenant"),),
            ),
        ),
    )


def test_empty_file_has_no_options(tmp_path: Path) -> None:
    assert read(tmp_path, "") == NO_OPTIONS
    assert read(tmp_path, "[methods]\n[paging]\n[conventions]") == NO_OPTIONS


def test_defaults_of_paging_and_conventions(tmp_path: Path) -> None:
    found = read(tmp_path, '[paging.a]\ncursor = "after"\nmore = "more"')
    assert found.declared.paging == {"a": LastItem("", "after", None, "more", "id")}
    found = read(tmp_path, "paging.'GET /a/**' = false\npaging.b.link-header = true")
    assert found.declared.paging == {"GET /a/**": None, "b": LinkHeader("")}
    found = read(tmp_path, "paging.a.page = 'p'\npaging.b.offset = 'skip'")
    assert found.declared.paging == {"a": PageNumber("", "p"), "b": Offset("", "skip")}
    found = read(tmp_path, '[conventions]\nidempotency-header = "Key"')
    assert found.declared.conventions == Conventions(idempotency_header="Key")


SETTINGS = (
    "spec, sha256, header-env, output, package, project, overlays, allow-references, "
    "templates, used-by, "
    "operations, tags, paths, exclude, types, webhooks, cut-expansions, lenient, tools, "
    "runtime, credentials-env, base-url-env, methods, effects, paging, conventions, clients, "
    "explore"
)
PAGING = (
    "needs `url`, `link-header`, `page`, `offset`, `token` and `parameter`, or `cursor` and "
    "`more`; `false` turns paging off"
)
METHOD = 'must be a resource and a method: "customers.create"'
LAST_ITEM = "items, cursor, reverse, more, id"
CONVENTIONS = "idempotency-header, should-retry-header, headers, option-headers"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("operation = 1", "`operation` is unknown; did you mean `operations`?"),
        ("what = 1", f"`what` is unknown; the settings here are {SETTINGS}"),
        (
            "credentials-env = 'a b'",
            "`credentials-env` must be an environment variable, or a list of one for a user name "
            'and one for a password; "" for none',
        ),
        (
            "base-url-env = ['A']",
            '`base-url-env` must be an environment variable; "" for none',
        ),
        ("methods = 1", "`methods` must be a table"),
        ("paging = []", "`paging` must be a table"),
        ("conventions = 'x'", "`conventions` must be a table"),
        ("methods.a = 1", f"`methods.a` {METHOD}"),
        ("methods.a = 'create'", f"`methods.a` {METHOD}"),
        ("methods.a = 'customers.Create'", f"`methods.a` {METHOD}"),
        ("methods.a = 'customers.'", f"`methods.a` {METHOD}"),
        ("methods.a = '_customers.create'", f"`methods.a` {METHOD}"),
        (
            "methods.a = 'x.import'",
            "`methods.a` cannot use the reserved name 'import'",
        ),
        (
            "methods.a = 'class.x'",
            "`methods.a` cannot use the reserved name 'class'",
        ),
        (
            "methods.a = 'x.call'",
            "`methods.a` cannot use the reserved name 'call'",
        ),
        (
            "methods.a = 'raw.x'",
            "`methods.a` cannot use the reserved name 'raw'",
        ),
        (
            "methods = {a = 'x.y', b = 'x.y'}",
            "`methods.b` is the same method as `methods.a`",
        ),
        ("paging.a = 'data'", "`paging.a` must be a table"),
        ("paging.a.items = 1", "`paging.a.items` must be a string"),
        ("paging.a = {page = 'p', first = 'x'}", "`paging.a.first` must be an integer"),
        ("paging.a.link-header = false", "`paging.a.link-header` must be true"),
        ("paging.a = true", "`paging.a` must be a table"),
        ("paging.a = {}", f"`paging.a` {PAGING}"),
        ("paging.a = {token = 'x'}", f"`paging.a` {PAGING}"),
        ("paging.a = {parameter = 'x'}", f"`paging.a` {PAGING}"),
        ("paging.a = {cursor = 'x'}", f"`paging.a` {PAGING}"),
        (
            "paging.a = {url = 'x', token = 'y'}",
            "`paging.a.token` is unknown; the settings here are items, url",
        ),
        (
            "paging.a = {token = 'x', parameter = 'y', id = 'z'}",
            "`paging.a.id` is unknown; the settings here are items, token, parameter, more",
        ),
        (
            "paging.a = {cursor = 'x', more = 'y', backwards = 'z'}",
            f"`paging.a.backwards` is unknown; the settings here are {LAST_ITEM}",
        ),
        (
            "conventions.retries = 3",
            f"`conventions.retries` is unknown; the settings here are {CONVENTIONS}",
        ),
        (
            "conventions.idempotency-header = true",
            "`conventions.idempotency-header` must be the name of a header",
        ),
        (
            "conventions.should-retry-header = 'X Retry'",
            "`conventions.should-retry-header` must be the name of a header",
        ),
        (
            "conventions.headers = 'x'",
            "`conventions.headers` must be a table of strings",
        ),
        (
            "conventions.headers.X = 1",
            "`conventions.headers` must be a table of strings",
        ),
        (
            "conventions.headers.'X:' = '1'",
            "`conventions.headers.X:` must be the name of a header",
        ),
        (
            'conventions.headers.X = "1\\n2"',
            "`conventions.headers.X` must be a single line",
        ),
        (
            "conventions.option-headers = []",
            "`conventions.option-headers` must be a table of strings",
        ),
        (
            "conventions.option-headers.a-b = 'X'",
            "`conventions.option-headers.a-b` must be a Python identifier",
        ),
        (
            "conventions.option-headers.class = 'X'",
            "`conventions.option-headers.class` must be a Python identifier",
        ),
        (
            "conventions.option-headers.timeout = 'X'",
            "`conventions.option-headers.timeout` is already an option of every call",
        ),
        (
            "conventions.option-headers.tenant = ''",
            "`conventions.option-headers.tenant` must be the name of a header",
        ),
    ],
)
def test_invalid_setting(text: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, text) == [expected]


def test_all_errors_are_reported_at_once(tmp_path: Path) -> None:
    text = """
        pages = 1
        methods.a = "x"
        methods.b = "x.import"
        paging.a = 1
        paging.b = {}
        [conventions]
        retries = 3
        headers = 1
    """
    named = [each.split("`")[1] for each in problems(tmp_path, text)]
    assert named == [
        "pages",
        "methods.a",
        "methods.b",
        "paging.a",
        "paging.b",
        "conventions.retries",
        "conventions.headers",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[methods", "Expected ']' at the end of a table declaration"),
        (b"a = 1\na = 2", "Cannot overwrite a value"),
        (b"\xff", "'utf-8' codec can't decode"),
    ],
)
def test_invalid_toml(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "codegen.toml"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_configuration(path)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("name", "reason"), [("no.toml", "No such file"), ("", "Is a directory")]
)
def test_unreadable_file(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=f"the file cannot be read: {reason}"):
        read_configuration(tmp_path / name)


@pytest.mark.parametrize("variables", [None, (), ("A",), ("A", "B")])
@pytest.mark.parametrize("variable", [None, "", "URL"])
def test_environment_variables_in_a_manifest(
    variables: tuple[str, ...] | None, variable: str | None
) -> None:
    options = ClientOptions(credentials_env=variables, base_url_env=variable)
    assert read_options(options.to_json()) == options
