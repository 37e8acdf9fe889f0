"""A dry run shows the request of a call, and its curl command sends the same bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from generator.serving.request import CredentialsSource
from tests.gateway.conftest import COOKIE, HEADER_KEY, KEY, PASSWORD, SECRETS
from tests.gateway.recording_api import Received, RecordingApi, as_json
from tests.gateway.served import API_KEY, ServedGateway
from tests.gateway.test_calls import CALLS

VARIABLES = {
    "SHOP_API_KEY": API_KEY,
    "SHOP_KEY": KEY,
    "SHOP_HEADER_KEY": HEADER_KEY,
    "SHOP_COOKIE": COOKIE,
    "SHOP_LOGIN_USERNAME": "ada",
    "SHOP_LOGIN_PASSWORD": PASSWORD,
}
# curl does not escape the value of a variable.
_ESCAPED = {"postByKey"}
_SHELL_TEXT = "$SHOP_API_KEY `id` $(id) ' \" \\ ! %41 é \n &=+"
# Added by the HTTP client and by curl, each in its own way.
_CONNECTION = {"connection", "accept-encoding", "host", "content-length"}


def _headers(received: Received) -> list[tuple[str, str]]:
    return sorted(pair for pair in received.headers if pair[0] not in _CONNECTION)


def run_curl(command: str, **variables: str) -> None:
    """Run a curl command of a dry run in a shell."""
    environment = {"PATH": os.environ["PATH"], **VARIABLES, **variables}
    subprocess.run(
        ["sh", "-c", command],
        env=environment,
        check=True,
        capture_output=True,
        timeout=20,
    )


@pytest.mark.parametrize("key", CALLS)
def test_preview_is_what_is_sent(
    shop: ServedGateway, api: RecordingApi, key: str
) -> None:
    preview = shop.preview(key, CALLS[key])
    assert api.requests == []
    api.replies["/v1/customers"] = lambda _: as_json({"has_more": False, "data": []})
    if key == "createCustomer":
        del api.replies["/v1/customers"]
    assert shop.call(key, CALLS[key])["status"] == 200
    sent = api.last
    assert preview["method"] == sent.method
    assert (preview["body"] or "").encode() == sent.body
    if key not in ("postByKey", "getByHeader", "getByCookie", "getByLogin"):
        assert preview["url"] == api.url + sent.target
        shown = {
            (name.lower(), value.replace("$SHOP_API_KEY", API_KEY))
            for name, value in preview["headers"]
        }
        assert shown == set(_headers(sent))


@pytest.mark.parametrize("key", CALLS)
def test_curl_sends_the_same_bytes(
    shop: ServedGateway, api: RecordingApi, key: str
) -> None:
    api.replies["/v1/customers"] = lambda _: as_json({"has_more": False, "data": []})
    if key == "createCustomer":
        del api.replies["/v1/customers"]
    assert shop.call(key, CALLS[key])["status"] == 200
    variables = {"SHOP_KEY": "query%20key%2F4242%26%3D%2B"} if key in _ESCAPED else {}
    if key == "getByCookie":
        variables["SHOP_COOKIE"] = re.findall(
            r"sid=(.*)", str(api.last.header("cookie"))
        )[0]
    run_curl(shop.preview(key, CALLS[key])["curl"], **variables)
    called, run = api.requests
    assert (run.method, run.target, run.body) == (
        called.method,
        called.target,
        called.body,
    )
    assert _headers(run) == _headers(called)


def test_text_that_a_shell_would_expand(shop: ServedGateway, api: RecordingApi) -> None:
    arguments = {"name": _SHELL_TEXT, "address": {"city": "$HOME"}}
    shop.call("createCustomer", arguments)
    run_curl(shop.preview("createCustomer", arguments)["curl"])
    shop.call("createEvent", {"name": _SHELL_TEXT})
    run_curl(shop.preview("createEvent", {"name": _SHELL_TEXT})["curl"])
    assert [request.body for request in api.requests[::2]] == [
        request.body for request in api.requests[1::2]
    ]


def test_curl_of_an_upload(shop: ServedGateway, api: RecordingApi) -> None:
    call = json.dumps({"operation": "createFile", "arguments": {"purpose": "test"}})
    files = {"file": ("a.bin", b"\x00\xff'\n")}
    preview = shop.http.post("/preview", data={"call": call}, files=files).json()
    assert preview["body"] is None
    run_curl(preview["curl"])
    assert api.last.body == b64decode(preview["body_base64"])
    assert b"\x00\xff'\n" in api.last.body
    assert dict(api.last.headers)["content-type"] in str(preview["headers"])


@pytest.mark.parametrize("key", [*CALLS, "getByOauth", "getQuotePdf", "getTicks"])
@pytest.mark.parametrize("is_set", [True, False])
def test_no_secrets_are_shown(
    start: Any, api: RecordingApi, key: str, is_set: bool
) -> None:
    changes = {} if is_set else {"credentials": CredentialsSource()}
    shop = start(**changes)
    arguments = {"quote": "q_1"} if key == "getQuotePdf" else CALLS.get(key, {})
    if key == "getByOauth" and is_set:
        assert shop.post("preview", key).status_code == 400
        return
    text = json.dumps(shop.preview(key, arguments))
    assert not any(secret in text for secret in SECRETS)
    assert "$SHOP_" in text
    assert "codegen" not in text
    assert api.requests == []


def test_basic_authentication(shop: ServedGateway) -> None:
    preview = shop.preview("getByLogin")
    assert '--user "$SHOP_LOGIN_USERNAME:$SHOP_LOGIN_PASSWORD"' in preview["curl"]
    assert [
        "Authorization",
        "Basic base64($SHOP_LOGIN_USERNAME:$SHOP_LOGIN_PASSWORD)",
    ] in preview["headers"]


def test_raw_request(shop: ServedGateway, api: RecordingApi) -> None:
    raw = shop.preview("createCustomer", {"name": "Ada"})["raw"]
    head, _, body = raw.partition("\r\n\r\n")
    lines = head.split("\r\n")
    assert lines[0] == "POST /v1/customers HTTP/1.1"
    assert f"Host: 127.0.0.1:{api.server_port}" in lines
    assert "Authorization: Bearer $SHOP_API_KEY" in lines
    assert "Content-Length: 8" in lines
    assert body == "name=Ada"


def test_preview_of_a_change_needs_no_confirmation(
    start: Any, api: RecordingApi
) -> None:
    shop = start(allow_changes=False)
    assert shop.preview("createCustomer", {"name": "Ada"})["method"] == "POST"


def test_preview_checks_arguments(shop: ServedGateway) -> None:
    assert shop.post("preview", "createCustomer", {"x": 1}).status_code == 400
    assert shop.post("preview", "nothing").status_code == 404


def test_client_credentials_are_not_fetched(
    shop: ServedGateway, api: RecordingApi, tmp_path: Path
) -> None:
    secrets = {"oauth": {"client_id": "id_4242", "client_secret": "secret_4242"}}
    entered = {f"oauth.{name}": value for name, value in secrets["oauth"].items()}
    assert shop.http.put("/credentials", json={"secrets": entered}).status_code == 204
    preview = shop.preview("getByOauth")
    assert ["Authorization", "Bearer $SHOP_OAUTH_ACCESS_TOKEN"] in preview["headers"]
    assert api.requests == []
