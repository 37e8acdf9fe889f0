"""No response and no log contains a secret, whatever the API repeats of a request."""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from generator.serving.redact_stream import StreamRedactor
from generator.serving.redaction import Redactor
from tests.gateway.conftest import COOKIE, HEADER_KEY, KEY, PASSWORD, SECRETS
from tests.gateway.recording_api import Received, RecordingApi, Reply, as_json
from tests.gateway.served import API_KEY, TOKEN, ServedGateway

_OPERATIONS = {
    "getCustomer": ("GET", "/v1/customers/cus_1", {"customer": "cus_1"}),
    "postByKey": ("POST", "/v1/by-key", {}),
    "getByHeader": ("GET", "/v1/by-header", {}),
    "getByCookie": ("GET", "/v1/by-cookie", {}),
    "getByLogin": ("GET", "/v1/by-login", {}),
}
# Each is enough to know the secret.
_FORMS = {
    form
    for secret in (*SECRETS, TOKEN)
    for form in (
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        b64encode(secret.encode()).decode().rstrip("=")[:-1],
        secret.encode().hex(),
        secret.upper(),
        json.dumps(secret)[1:-1],
    )
} | {b64encode(f"ada:{PASSWORD}".encode()).decode()}


def _echoes(received: Received, status: int = 200) -> Reply:
    text = f"{received.target}\n{received.headers}\n{received.body!r}"
    values = [value.split(" ")[-1] for _, value in received.headers]
    forms = {
        "raw": text,
        "quoted": quote(text),
        "form": quote_plus(text),
        "base64": b64encode(text.encode()).decode(),
        "nested": json.dumps({"in": json.dumps(text)}),
        "hex": [value.encode().hex() for value in values],
        "upper": text.upper(),
        "names": dict.fromkeys(values, 1),
    }
    if status >= 400:
        forms = {"error": {"message": text, "code": values[0], "param": text}}
    body = json.dumps(forms).encode()
    # One byte at a time: every secret is cut.
    chunks = [body[index : index + 7] for index in range(0, len(body), 7)]
    own = tuple(
        (f"X-Echo-{index}", value.replace("\n", " "))
        for index, value in enumerate([*values, quote(received.target)])
    )
    cookie = ("Set-Cookie", f"sid={COOKIE}; Path=/")
    return Reply(chunks, status, headers=(*own, cookie))


def _assert_absent(traffic: str) -> None:
    lowered = traffic.lower()
    assert [form for form in _FORMS if form.lower() in lowered] == []


@pytest.mark.parametrize("key", _OPERATIONS)
@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize("door", ["call", "proxy"])
def test_api_that_repeats_requests(
    *, shop: ServedGateway, api: RecordingApi, key: str, status: int, door: str
) -> None:
    method, path, arguments = _OPERATIONS[key]
    api.replies[path] = lambda received: _echoes(received, status)
    if door == "call":
        response = shop.post("call", key, arguments)
    else:
        response = shop.http.request(method, f"/proxy{path}")
    sent = str(api.last)
    assert any(form in sent for form in _FORMS)
    _assert_absent(response.text)
    _assert_absent(str(response.headers.raw))
    assert "[redacted]" in response.text
    response.json()


def test_downloads_and_streams(shop: ServedGateway, api: RecordingApi) -> None:
    def document(received: Received) -> Reply:
        secret = str(received.header("authorization")).encode()
        wide = API_KEY.encode("utf-16-le")
        middle = len(secret) - 5
        chunks = (b"%PDF\xff", secret[:middle], secret[middle:], wide, b"\x00end")
        return Reply(chunks, media_type="application/pdf")

    def events(received: Received) -> Reply:
        data = json.dumps({"n": 1, "echo": received.header("authorization")})
        return Reply((f"data: {data}\n\n".encode(),), media_type="text/event-stream")

    api.replies["/v1/quotes/q/pdf"] = document
    api.replies["/v1/ticks"] = events
    for response in (
        shop.post("call", "getQuotePdf", {"quote": "q"}),
        shop.http.get("/proxy/v1/quotes/q/pdf"),
    ):
        expected = b"%PDF\xffBearer [redacted][redacted]\x00end"
        assert response.content == expected
    for response in (shop.post("call", "getTicks"), shop.http.get("/proxy/v1/ticks")):
        assert "[redacted]" in response.text
        _assert_absent(response.text)


def test_fetched_token(shop: ServedGateway, api: RecordingApi) -> None:
    entered = {"secrets": "entered_secret_4242"}
    api.replies["/v1/customers/cus_1"] = _echoes
    shop.call("getCustomer", {"customer": "cus_1"})
    assert shop.http.put("/credentials", json=entered).status_code == 204
    response = shop.post("call", "getCustomer", {"customer": "cus_1"})
    assert "Bearer entered_secret_4242" in str(api.last)
    assert "entered_secret_4242" not in response.text
    # The former secret may still be valid.
    api.replies["/v1/customers/cus_1"] = lambda _: as_json({"id": API_KEY})
    assert API_KEY not in shop.post("call", "getCustomer", {"customer": "cus_1"}).text


def test_session_shows_no_secrets(shop: ServedGateway) -> None:
    _assert_absent(shop.http.get("/session").text)


@pytest.mark.parametrize(
    "body",
    [
        {"secrets": ""},
        {"secrets": {}},
        {"secrets": 4242424242},
        {"secrets": {"tokn": "entered_4242"}},
        {"secrets": {"login.user": "entered_4242"}},
        {"secrets": "entered_4242\n"},
        {"secrets": {"token": {"a": "entered_4242"}}},
        {"secret": "entered_4242"},
        ["entered_4242"],
    ],
)
def test_wrong_credentials_are_refused_without_showing_them(
    shop: ServedGateway, api: RecordingApi, body: Any
) -> None:
    response = shop.http.put("/credentials", json=body)
    assert response.status_code == 400
    assert "entered_4242" not in response.text
    # The former ones stay in use.
    shop.call("getCustomer", {"customer": "cus_1"})
    assert api.last.header("authorization") == f"Bearer {API_KEY}"


def test_credentials_by_scheme(shop: ServedGateway, api: RecordingApi) -> None:
    secrets = {
        "token": "t_4242424",
        "login.username": "eve",
        "login.password": "p_4242",
    }
    assert shop.http.put("/credentials", json={"secrets": secrets}).status_code == 204
    shop.call("getByLogin")
    expected = b64encode(b"eve:p_4242").decode()
    assert api.last.header("authorization") == f"Basic {expected}"


def test_logs(
    shop: ServedGateway,
    api: RecordingApi,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    shop.http.post("/proxy/v1/by-key?a=1")
    shop.call("postByKey")
    api.replies["/v1/by-key"] = lambda received: _echoes(received, 500)
    shop.call("postByKey")
    output = capfd.readouterr()
    logs = [
        record.getMessage()
        for record in caplog.records
        # Of the test's own HTTP client, and wire logs, which are off unless enabled.
        if not record.name.startswith(("httpcore2", "httpx2.http"))
    ]
    for text in (*logs, output.out, output.err):
        assert KEY not in text
        assert quote(KEY, safe="") not in text
        assert quote_plus(KEY) not in text


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_secrets_across_chunks(size: int) -> None:
    secrets = ["secret_one", "secret_one_longer", "abc", "aabaab", "tök?en/x"]
    redactor = Redactor(secrets)
    text = (
        "secret_one secret_one_longer secret_one_long secret_on abc xabc abcx a.abc "
        "aabaabaab aabaaabaab SECRET_ONE tök?en/x t%C3%B6k%3Fen%2Fx secret_secret_one abc"
    )
    data = text.encode()
    stream = StreamRedactor(redactor)
    parts = [
        stream.feed(data[start : start + size]) for start in range(0, len(data), size)
    ]
    assert b"".join([*parts, stream.end()]).decode() == redactor.redact(text)


def test_only_the_start_of_a_secret_is_kept_back() -> None:
    stream = StreamRedactor(Redactor(["secret_one"]))
    assert stream.feed(b"data: 1\n\n") == b"data: 1\n\n"
    assert stream.feed(b"data: sec") == b"data: "
    assert stream.feed(b"ond\n\n") == b"second\n\n"
    assert stream.feed(b"data: secret_") == b"data: "
    assert stream.feed(b"one\n\n") == b"[redacted]\n\n"
    assert stream.feed(b"secret") == b""
    assert stream.end() == b"secret"


def test_secret_that_is_added_later() -> None:
    redactor = Redactor(["first_secret"])
    stream = StreamRedactor(redactor)
    assert stream.feed(b"first_secret ") == b"[redacted] "
    redactor.add("second_secret")
    assert stream.feed(b"second_secret ") == b"[redacted] "


def test_without_secrets_nothing_changes() -> None:
    stream = StreamRedactor(Redactor())
    assert stream.feed(b"any\xff") + stream.end() == b"any\xff"


@pytest.mark.parametrize("mode", [0o644, 0o660])
def test_file_that_others_may_read(start: Any, secrets_file: Path, mode: int) -> None:
    secrets_file.chmod(mode)
    with pytest.raises(Exception, match="chmod 600"):
        start()


def test_constants_are_in_what_is_searched() -> None:
    for secret in (API_KEY, KEY, HEADER_KEY, COOKIE, PASSWORD, TOKEN):
        with pytest.raises(AssertionError):
            _assert_absent(f"before {secret} after")
