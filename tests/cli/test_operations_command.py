"""`codegen operations`: its listing, its JSON, and errors. Also the summary of sliced builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run

DOCUMENT = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /v1/customers:
    get:
      operationId: GetCustomers
      summary: List all customers
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {type: array, items: {}}}}
    post:
      operationId: PostCustomers
      deprecated: true
      summary: >
        Create a customer object that can be charged later, with an address, a
        balance and everything else that an invoice needs
      responses: {"204": {description: ""}}
  /v1/carts/{cart}:
    parameters: [{name: cart, in: path, required: true, schema: {type: string}}]
    get:
      tags: [Carts]
      responses: {"204": {description: ""}}
"""
LIBRARY = Path(__file__).parents[1] / "cases" / "cut_expansions" / "document.yaml"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DOCUMENT)
    return "shop.yaml"


def test_operations_are_listed_by_resource(spec: str, capsys: Captured) -> None:
    assert run(["operations", spec]) == 0
    assert capsys.readouterr() == (
        "carts\n"
        "  get /v1/carts/{cart}: GET /v1/carts/{cart}\n"
        "      client.carts.retrieve, get_v1_carts_cart\n"
        "customers\n"
        "  GetCustomers: GET /v1/customers\n"
        "      client.customers.list, get_customers\n"
        "      List all customers\n"
        "  PostCustomers: POST /v1/customers\n"
        "      client.customers.create, post_customers\n"
        "      (deprecated) Create a customer object that can be charged later, with an address, a "
        "balance and everyt…\n",
        "",
    )


def test_long_name_does_not_change_the_layout(spec: str, capsys: Captured) -> None:
    assert run(["operations", spec]) == 0
    before = capsys.readouterr().out
    Path(spec).write_text(DOCUMENT.replace("PostCustomers", f"Post{'Long' * 40}"))
    assert run(["operations", spec]) == 0
    after = capsys.readouterr().out
    shared, _, _ = before.partition("  PostCustomers")
    assert after.startswith(f"{shared}  PostLong")


def test_json(spec: str, capsys: Captured) -> None:
    assert run(["operations", spec, "--json", "--operation", "Get*"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "operationId": "GetCustomers",
            "method": "GET",
            "path": "/v1/customers",
            "tags": [],
            "deprecated": False,
            "summary": "List all customers",
            "function": "get_customers",
            "resource_method": "customers.list",
            "module": "operations.customers",
        }
    ]


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        (["--tag", "Carts"], ["get /v1/carts/{cart}"]),
        (["--path", "GET /v1/*"], ["GetCustomers"]),
        (["--exclude", "tag:Carts", "--exclude", "Post*"], ["GetCustomers"]),
    ],
)
def test_selection(
    spec: str, options: list[str], keys: list[str], capsys: Captured
) -> None:
    assert run(["operations", spec, "--json", *options]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["operationId"] for each in listed] == keys


def test_configuration_names_methods_but_does_not_select(
    spec: str, capsys: Captured
) -> None:
    Path("codegen.toml").write_text(
        f'spec = "{spec}"\noperations = ["PostCustomers"]\n'
        '[methods]\nPostCustomers = "customers.welcome"\n'
    )
    assert run(["operations", spec, "--json"]) == 0
    methods = [each["resource_method"] for each in json.loads(capsys.readouterr().out)]
    assert methods == ["carts.retrieve", "customers.list", "customers.welcome"]


OVERLAY = """
overlay: 1.0.0
info: {title: Ours, version: "1"}
actions:
  - target: $.paths['/v1/customers'].post
    remove: true
"""


def test_overlay(spec: str, capsys: Captured) -> None:
    Path("ours.yaml").write_text(OVERLAY)
    assert run(["operations", spec, "--json", "--overlay", "ours.yaml"]) == 0
    listed = [each["operationId"] for each in json.loads(capsys.readouterr().out)]
    assert listed == ["get /v1/carts/{cart}", "GetCustomers"]


@pytest.mark.parametrize(("sha256", "code"), [("0" * 64, 1), ("0", 2)])
def test_wrong_hash_is_an_error(
    spec: str, sha256: str, code: int, capsys: Captured
) -> None:
    assert run(["operations", spec, "--sha256", sha256]) == code
    assert capsys.readouterr().out == ""


def test_close_match_is_suggested(spec: str, capsys: Captured) -> None:
    assert run(["operations", spec, "--operation", "GetCustomer"]) == 1
    assert capsys.readouterr() == (
        "",
        "shop.yaml: error[unknown-operation]: the document has no operation 'GetCustomer'\n"
        "  hint: did you mean GetCustomers or PostCustomers?\n"
        "1 error, nothing listed\n",
    )


def test_invalid_document_is_reported_as_by_build(spec: str, capsys: Captured) -> None:
    Path(spec).write_text(DOCUMENT.replace("deprecated: true", "deprecated: maybe"))
    assert run(["operations", spec]) == 1
    listed = capsys.readouterr().err
    assert run(["build", spec, "--quiet"]) == 1
    built = capsys.readouterr().err
    assert listed.replace("listed", "written") == built
    assert listed.startswith("shop.yaml:15:7: error[")


def test_slice_without_expansions(spec: str, capsys: Captured) -> None:
    assert run(["build", spec, "-q", "--path", "/v1/carts/**"]) == 0
    assert run(["build", spec, "--path", "/v1/carts/**", "--cut-expansions"]) == 0
    lines = capsys.readouterr().out.splitlines()
    # Nothing is expandable, so there is no line about --cut-expansions.
    assert lines[1:3] == ["1 of 3 operations, 0 of 0 schemas, 0 dropped", ""]


@pytest.mark.parametrize(
    ("property_of_loan", "schemas", "cut"),
    [
        ("shelf: {$ref: '#/components/schemas/shelf'}", "5 of 6", "2 schemas"),
        ("shelf: {type: string}", "4 of 6", "1 schema"),
    ],
)
def test_size_of_a_slice_with_and_without_expansions(
    property_of_loan: str,
    schemas: str,
    cut: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    monkeypatch.chdir(tmp_path)
    text = LIBRARY.read_text().replace(
        'shelf: {$ref: "#/components/schemas/shelf"}', property_of_loan
    )
    Path("library.yaml").write_text(f"{text}    unused: {{type: object}}\n")
    assert run(["build", "library.yaml", "--operation", "get_loan"]) == 0
    assert capsys.readouterr().out.splitlines()[1:3] == [
        f"1 of 2 operations, {schemas} schemas, 0 dropped",
        f"{cut} with --cut-expansions",
    ]


def test_used_by_reports_unknown_names(spec: str, capsys: Captured) -> None:
    Path("app.py").write_text(
        "from shop_client.operations import get_customers, get_custmer\n"
    )
    assert run(["build", spec, "--used-by", "app.py"]) == 0
    captured = capsys.readouterr()
    assert "1 of 3 operations" in captured.out
    assert (
        "app.py:1: warning[unknown-name]: this uses operations.get_custmer"
        in captured.err
    )
