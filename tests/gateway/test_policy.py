"""A gateway calls only what its policy allows, and changes nothing without a confirmation."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from generator.gateway.audit_log import AuditLog
from generator.gateway.confirmations import Confirmations
from generator.gateway.request import (
    GatewayRequest,
    Limits,
    PolicyError,
    read_policy,
)
from generator.serving.redaction import Redactor
from generator.serving.request import CredentialsSource, Selection, ServeError
from tests.gateway.recording_api import RecordingApi, as_json
from tests.gateway.served import API_KEY, ServedGateway

_CHANGES = [("createCustomer", {}), ("deleteCustomer", {"customer": "cus_1"})]


@pytest.mark.parametrize(("key", "arguments"), _CHANGES)
def test_read_only(start: Any, api: RecordingApi, key: str, arguments: Any) -> None:
    shop = start(read_only=True)
    assert shop.call("getCustomer", {"customer": "cus_1"})["status"] == 200
    for door in ("call", "preview"):
        response = shop.post(door, key, arguments)
        assert response.status_code == 403
        assert response.json()["error"]["type"] == "OperationNotAllowed"
    assert shop.http.post("/proxy/v1/customers").status_code == 403
    assert shop.http.delete("/proxy/v1/customers/cus_1").status_code == 403
    assert len(api.requests) == 1


def test_read_only_is_not_confirmed_away(start: Any, api: RecordingApi) -> None:
    shop = start(read_only=True, allow_changes=False)
    shop.confirm()
    assert shop.post("call", "createCustomer").status_code == 403
    assert shop.http.get("/session").json()["read_only"] is True
    assert api.requests == []


def test_selection(start: Any, api: RecordingApi) -> None:
    shop = start(selection=Selection(tags=("customers",), exclude=("deleteCustomer",)))
    assert shop.call("getCustomer", {"customer": "cus_1"})["status"] == 200
    for key, arguments in (*_CHANGES[1:], ("searchCustomers", {}), ("getTicks", {})):
        assert shop.post("call", key, arguments).status_code == 403
    assert shop.http.get("/proxy/v1/ticks").status_code == 403
    assert len(api.requests) == 1


def test_pattern_that_matches_nothing(start: Any) -> None:
    with pytest.raises(PolicyError, match="no operation matches 'custmers'"):
        start(selection=Selection(operations=("custmers",)))


@pytest.mark.parametrize("door", ["call", "proxy"])
def test_change_needs_a_confirmation(start: Any, api: RecordingApi, door: str) -> None:
    shop = start(allow_changes=False)

    def change(**headers: str) -> Any:
        if door == "proxy":
            return shop.http.post("/proxy/v1/customers", headers=headers)
        body = {"operation": "createCustomer", "arguments": {}}
        return shop.http.post("/call", json=body, headers=headers)

    refused = change()
    assert refused.status_code == 403
    error = refused.json()["error"]
    assert error["type"] == "ConfirmationRequired"
    assert error["server"] == api.url
    assert api.requests == []
    # Reading needs none.
    assert shop.call("getCustomer", {"customer": "cus_1"})["status"] == 200
    body = {"server": error["server"]}
    assert shop.http.post("/confirmations", json=body).status_code == 204
    # Once for the session, and for no other session.
    assert change().status_code == 200
    assert change().status_code == 200
    other = {"Codegen-Session": "other"}
    assert change(**other).status_code == 403
    assert shop.http.post("/confirmations", headers=other).status_code == 204
    assert change(**other).status_code == 200


def test_confirmation_of_another_server(start: Any, api: RecordingApi) -> None:
    shop = start(allow_changes=False)
    for server in ("https://evil.example", "", 1, None):
        response = shop.http.post("/confirmations", json={"server": server})
        assert response.status_code == 400
    assert shop.post("call", "createCustomer").status_code == 403


def test_confirmations_are_by_session_and_server() -> None:
    confirmations = Confirmations(allow_all=False)
    confirmations.confirm("a", "https://one.example")
    assert confirmations.is_confirmed("a", "https://one.example")
    assert not confirmations.is_confirmed("b", "https://one.example")
    assert not confirmations.is_confirmed("a", "https://two.example")
    for number in range(10_000):
        confirmations.confirm(str(number), "")
    assert not confirmations.is_confirmed("a", "https://one.example")
    assert Confirmations(allow_all=True).is_confirmed("any", "")


@pytest.mark.parametrize("session", ["x" * 101, "ü", "a\tb"])
def test_session_that_is_no_id(shop: ServedGateway, session: str) -> None:
    headers = {b"codegen-session": session.encode("latin-1")}
    assert shop.http.get("/session", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"target": "a", "readonly": True}, "unknown key 'readonly'.*read_only"),
        ({"target": "a", "read-only": True}, "unknown key 'read-only'"),
        ({"target": "a", "read_only": "false"}, "must be true or false"),
        ({"target": "a", "read_only": 1}, "must be true or false"),
        ({"target": "a", "tags": "billing"}, "must be a list of strings"),
        ({"target": "a", "tags": [""]}, "must be a string"),
        ({"target": "a", "limits": {"second": 1}}, "unknown key 'limits.second'"),
        ({"target": "a", "limits": {"seconds": 0}}, "must be a positive number"),
        ({"target": "a", "limits": {"concurrent": 1.5}}, "must be a positive number"),
        ({"target": "a", "limits": {"concurrent": True}}, "must be a positive number"),
        ({"target": "a", "limits": 1}, "must be a table"),
        ({"target": "a", "allowed_origins": ["*"]}, "is not an origin"),
        ({"target": "a", "allowed_origins": ["null"]}, "is not an origin"),
        ({"target": "a", "allowed_origins": ["https://a.example/x"]}, "not an origin"),
        ({}, "no key 'target'"),
        ({"target": 1}, "must be a string"),
    ],
)
def test_policy_that_cannot_be_applied(table: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        read_policy(table)


def test_policy_from_a_table() -> None:
    table = {
        "target": "shop",
        "configuration": "codegen.toml",
        "base_url": "https://shop.example",
        "read_only": True,
        "allow_changes": True,
        "operations": ["a"],
        "tags": ["b"],
        "paths": ["/c"],
        "exclude": ["d"],
        "credentials_file": "secrets.toml",
        "keyring": True,
        "allowed_origins": ["https://docs.example.com"],
        "audit_log": "audit.jsonl",
        "limits": {"seconds": 1.5, "concurrent": 2},
    }
    assert read_policy(table) == GatewayRequest(
        target="shop",
        configuration=Path("codegen.toml"),
        base_url="https://shop.example",
        read_only=True,
        allow_changes=True,
        selection=Selection(("a",), ("b",), ("/c",), ("d",)),
        credentials=CredentialsSource(Path("secrets.toml"), True),
        allowed_origins=("https://docs.example.com",),
        audit_log=Path("audit.jsonl"),
        limits=Limits(seconds=1.5, concurrent=2),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_audit_log(start: Any, api: RecordingApi, tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    shop = start(audit_log=path, allow_changes=False)
    arguments = {"customer": "argument_4242"}
    missing = {"error": API_KEY}
    api.replies["/v1/customers/argument_4242"] = lambda _: as_json(
        missing, 404, Request_Id=API_KEY
    )
    shop.call("getCustomer", arguments)
    shop.call("createCustomer", {"name": "argument_4242"})
    shop.preview("createCustomer")
    shop.http.get("/proxy/v1/customers/argument_4242?q=argument_4242")
    shop.http.get("/proxy/v1/nothing")
    shop.post("call", "getQuotePdf", {"quote": "q"})
    shop.call("getCustomer", {"argument_4242": 1})
    shop.call("argument_4242")
    start_line, *lines = _lines(path)
    assert start_line["event"] == "start"
    assert [
        (line["door"], line.get("operation"), line["outcome"], line.get("status"))
        for line in lines
    ] == [
        ("call", "getCustomer", "NotFoundError", 404),
        ("call", "createCustomer", "ConfirmationRequired", None),
        ("proxy", "getCustomer", "ok", 404),
        ("proxy", None, "UnknownOperation", None),
        ("call", "getQuotePdf", "ok", 200),
        ("call", "getCustomer", "WrongArguments", None),
        ("call", None, "UnknownOperation", None),
    ]
    assert lines[0]["path"] == "/v1/customers/{customer}"
    assert lines[0]["method"] == "GET"
    assert lines[0]["server"] == api.url
    assert lines[0]["elapsed_ms"] > 0
    assert lines[0]["time"].endswith("+00:00")
    text = path.read_text()
    assert "argument_4242" not in text
    assert API_KEY not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_audit_log_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="cannot be written"):
        AuditLog(tmp_path / "nowhere" / "audit.jsonl", Redactor())


def test_no_calls_without_an_audit_log(
    start: Any, api: RecordingApi, tmp_path: Path
) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    shop = start(audit_log=folder / "audit.jsonl")
    (folder / "audit.jsonl").unlink()
    folder.rmdir()
    # This one was made before the failure was seen.
    assert shop.call("getCustomer", {"customer": "cus_1"})["status"] == 200
    assert shop.post("call", "getCustomer", {"customer": "c"}).status_code == 503
    assert shop.http.get("/proxy/v1/customers/cus_1").status_code == 503
    assert len(api.requests) == 1
