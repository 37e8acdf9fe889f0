"""Pages of other sites read and change nothing, whatever they send."""

from __future__ import annotations

import socket
from base64 import b64encode
from typing import Any

import httpx2
import pytest

from generator.serving.guard import Hosts, origin_of
from tests.gateway.recording_api import RecordingApi, Reply
from tests.gateway.served import TOKEN, ServedGateway, request_for, serve

DOORS = [
    ("GET", "/session"),
    ("POST", "/call"),
    ("POST", "/preview"),
    ("PUT", "/credentials"),
    ("POST", "/confirmations"),
    ("GET", "/proxy/v1/customers/cus_1"),
    ("POST", "/proxy/v1/customers"),
    ("DELETE", "/proxy/v1/customers/cus_1"),
]
SITE = "https://docs.example.com"
# The media types that pages may send without a preflight.
_SIMPLE = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]


def _send(
    served: ServedGateway, method: str, path: str, headers: dict[str, str], **more: Any
) -> httpx2.Response:
    """Send a request without the token."""
    url = f"{served.url}{path}"
    return httpx2.request(method, url, headers=headers, trust_env=False, **more)


def _bearer(**headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Authorization": f"Bearer {TOKEN}", **named}


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer x", f"Bearer {TOKEN}x", f"Token {TOKEN}", TOKEN],
)
def test_token_is_required(
    *,
    shop: ServedGateway,
    api: RecordingApi,
    authorization: str | None,
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    for method, path in DOORS:
        response = _send(shop, method, path, headers)
        assert response.status_code == 401
        assert response.json()["error"]["type"] == "Unauthorized"
        assert response.headers["WWW-Authenticate"] == "Bearer"
    assert api.requests == []


@pytest.mark.parametrize("where", ["cookie", "query", "path"])
def test_token_elsewhere_is_not_accepted(shop: ServedGateway, where: str) -> None:
    cookies = {"token": TOKEN, "Authorization": f"Bearer {TOKEN}"}
    suffix = {"query": f"?token={TOKEN}", "path": f"/{TOKEN}"}.get(where, "")
    response = httpx2.get(
        f"{shop.url}/session{suffix}",
        headers={"Cookie": "; ".join(f"{n}={v}" for n, v in cookies.items())},
        trust_env=False,
    )
    assert response.status_code == 401


def test_token_as_the_user_or_password_of_basic(shop: ServedGateway) -> None:
    for pair, status in ((f"{TOKEN}:", 200), (f"x:{TOKEN}", 200), ("x:y", 401)):
        value = f"Basic {b64encode(pair.encode()).decode()}"
        headers = {"Authorization": value}
        assert _send(shop, "GET", "/session", headers).status_code == status
    headers = {"Authorization": "Basic *"}
    assert _send(shop, "GET", "/session", headers).status_code == 401


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
        "HTTP://EVIL.EXAMPLE",
        SITE,
    ],
)
def test_other_origins_are_refused(
    *, shop: ServedGateway, api: RecordingApi, origin: str
) -> None:
    # Even with the token: a page that got hold of it may still not use it.
    headers = _bearer(Origin=origin.format(port=shop.port))
    for method, path in DOORS:
        response = _send(shop, method, path, headers)
        assert response.status_code == 403
        assert "Access-Control-Allow-Origin" not in response.headers
    assert api.requests == []


@pytest.mark.parametrize("site", ["cross-site", "same-site", "Cross-Site"])
def test_requests_of_other_sites_are_refused(
    *, shop: ServedGateway, api: RecordingApi, site: str
) -> None:
    # Images, frames and navigations have no Origin.
    for method, path in DOORS:
        response = _send(shop, method, path, _bearer(Sec_Fetch_Site=site))
        assert response.status_code == 403
    assert api.requests == []


@pytest.mark.parametrize("media_type", _SIMPLE)
@pytest.mark.parametrize(
    ("method", "path"), [door for door in DOORS if door[0] == "POST"]
)
def test_requests_without_a_preflight_change_nothing(
    *, shop: ServedGateway, api: RecordingApi, method: str, path: str, media_type: str
) -> None:
    # As `fetch` with `no-cors` and forms send them: with cookies, without other headers.
    headers = {
        "Origin": "http://evil.example",
        "Sec-Fetch-Site": "cross-site",
        "Content-Type": media_type,
        "Cookie": f"token={TOKEN}",
    }
    body = b'{"operation": "createCustomer", "arguments": {}}'
    assert _send(shop, method, path, headers, content=body).status_code == 403
    del headers["Origin"], headers["Sec-Fetch-Site"]
    assert _send(shop, method, path, headers, content=body).status_code == 401
    assert api.requests == []


@pytest.mark.parametrize("media_type", [*_SIMPLE[:2], ""])
@pytest.mark.parametrize("path", ["/call", "/preview"])
def test_json_must_be_announced(
    shop: ServedGateway, api: RecordingApi, media_type: str, path: str
) -> None:
    headers = _bearer(Content_Type=media_type)
    body = b'{"operation": "createCustomer", "arguments": {}}'
    assert _send(shop, "POST", path, headers, content=body).status_code == 415
    assert api.requests == []


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1"),
        *("127.0.0.1.evil.example:{port}", "localhost:{port}0", "[::1", ""),
        *("0.0.0.0:{port}", "169.254.169.254:{port}"),
    ],
)
def test_other_hosts_are_refused(
    shop: ServedGateway, api: RecordingApi, host: str
) -> None:
    for method, path in DOORS:
        response = _send(shop, method, path, _bearer(Host=host.format(port=shop.port)))
        # The web server itself refuses some.
        assert response.status_code in (400, 421)
    assert api.requests == []


def test_two_hosts_are_refused(shop: ServedGateway) -> None:
    with socket.create_connection(("127.0.0.1", shop.port)) as connection:
        connection.sendall(
            b"GET /session HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n"
            b"Authorization: Bearer %s\r\n\r\n" % (shop.port, TOKEN.encode())
        )
        assert connection.recv(100).split()[1] in (b"400", b"421")


def test_own_pages_are_served(shop: ServedGateway) -> None:
    for host in ("127.0.0.1", "localhost"):
        own = f"{host}:{shop.port}"
        headers = _bearer(
            Host=own, Origin=f"http://{own}", Sec_Fetch_Site="same-origin"
        )
        assert _send(shop, "GET", "/session", headers).status_code == 200


def test_allowed_site(start: Any, api: RecordingApi) -> None:
    shop = start(allowed_origins=(SITE,))
    headers = _bearer(Origin=SITE, Sec_Fetch_Site="cross-site")
    response = _send(shop, "GET", "/session", headers)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    assert response.headers["Vary"] == "Origin"
    assert "Codegen-Result" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert _send(shop, "GET", "/session", {"Origin": SITE}).status_code == 401
    for origin in ("https://docs.example.com.evil.example", f"{SITE}:8443", "null"):
        assert _send(shop, "GET", "/session", _bearer(Origin=origin)).status_code == 403


def test_preflight(start: Any, api: RecordingApi) -> None:
    shop = start(allowed_origins=(SITE,))
    headers = {
        "Origin": SITE,
        "Sec-Fetch-Site": "cross-site",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
        "Access-Control-Request-Private-Network": "true",
    }
    response = _send(shop, "OPTIONS", "/call", headers)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == SITE
    assert response.headers["Access-Control-Allow-Methods"] == "POST"
    allowed = response.headers["Access-Control-Allow-Headers"]
    assert allowed == "authorization,content-type"
    assert response.headers["Access-Control-Allow-Private-Network"] == "true"
    headers["Origin"] = "http://evil.example"
    response = _send(shop, "OPTIONS", "/call", headers)
    assert response.status_code == 403
    assert "Access-Control-Allow-Origin" not in response.headers
    assert api.requests == []


def test_public_url(shop_client: Any, api: RecordingApi, secrets_file: Any) -> None:
    hosts = Hosts.of_urls(["https://gateway.example.com"])
    with serve(request_for(shop_client, api.url, secrets_file), hosts) as served:
        own = {"Host": "gateway.example.com"}
        for origin, status in (
            ("https://gateway.example.com", 200),
            ("http://gateway.example.com", 403),
        ):
            headers = _bearer(Origin=origin, **own)
            assert _send(served, "GET", "/session", headers).status_code == status
        assert _send(served, "GET", "/session", _bearer()).status_code == 421


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://a.example", "https://a.example"),
        ("https://a.example:443/x", "https://a.example"),
        ("http://a.example:8080", "http://a.example:8080"),
        ("HTTPS://A.example", "https://a.example"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_origin_of_a_url(url: str, origin: str) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize("url", ["", "a.example", "ftp://a", "https://", "https://u@a"])
def test_what_is_no_origin(url: str) -> None:
    with pytest.raises(ValueError, match="not a URL"):
        origin_of(url)


def test_any_address_of_this_machine() -> None:
    hosts = Hosts.listening("0.0.0.0", 8010)
    assert hosts.own_origin("192.168.1.2:8010") == "http://192.168.1.2:8010"
    assert hosts.own_origin("192.168.1.2:8011") is None
    assert hosts.own_origin("evil.example:8010") is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_headers_of_every_response(
    shop: ServedGateway, api: RecordingApi, name: str, value: str
) -> None:
    api.replies["/v1/quotes/q/pdf"] = lambda _: Reply(
        (b"<script>",), media_type="text/html", headers=((name, "x"),)
    )
    responses = [
        _send(shop, "GET", "/session", {}),
        shop.http.get("/nothing"),
        shop.http.get("/session"),
        shop.http.put("/call"),
        shop.http.get("/proxy/v1/nothing"),
        shop.http.get("/proxy/v1/quotes/q/pdf"),
        shop.post("call", "getQuotePdf", {"quote": "q"}),
    ]
    for response in responses:
        assert response.headers[name] == value
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; frame-ancestors 'none'")
        assert "sandbox" in policy
        assert "Set-Cookie" not in response.headers
