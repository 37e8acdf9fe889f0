"""The proxy forwards requests for the operations that are served, and adds the credentials."""

from __future__ import annotations

import gzip
import json
import subprocess
from base64 import b64encode
from pathlib import Path
from threading import Event
from typing import Any

import httpx2
import pytest
import stripe

from generator.gateway.match_path import PathError, PathMatcher
from generator.runtime.tools.catalogue import CatalogueOperation
from generator.serving.request import Selection
from tests.gateway.conftest import COOKIE, HEADER_KEY, KEY, PASSWORD
from tests.gateway.recording_api import Received, RecordingApi, Reply, as_json
from tests.gateway.served import (
    API_KEY,
    TOKEN,
    ServedGateway,
    request_for,
    serve,
)
from tests.mcp.conftest import build_client


def test_credentials_are_replaced(shop: ServedGateway, api: RecordingApi) -> None:
    headers = {"Cookie": "session=1", "X-Custom": "kept", "Accept": "text/x"}
    response = shop.http.get("/proxy/v1/customers/cus_1", headers=headers)
    assert response.json() == {"id": "cus_1", "name": "Ada"}
    assert api.last.target == "/v1/customers/cus_1"
    assert api.last.header("authorization") == f"Bearer {API_KEY}"
    assert api.last.header("cookie") is None
    assert api.last.header("x-custom") == "kept"
    assert api.last.header("accept") == "text/x"
    assert TOKEN not in str(api.last)


@pytest.mark.parametrize(
    ("method", "path", "header", "value"),
    [
        ("GET", "by-header", "x-shop-key", HEADER_KEY),
        (
            "GET",
            "by-login",
            "authorization",
            "Basic " + b64encode(f"ada:{PASSWORD}".encode()).decode(),
        ),
        ("GET", "by-cookie", "cookie", f"sid={COOKIE}"),
    ],
)
def test_each_scheme_of_credentials(
    *,
    shop: ServedGateway,
    api: RecordingApi,
    method: str,
    path: str,
    header: str,
    value: str,
) -> None:
    own = {"X-Shop-Key": "mine", "Cookie": "sid=mine"}
    response = shop.http.request(method, f"/proxy/v1/{path}", headers=own)
    assert response.status_code == 200
    assert api.last.header(header) == value
    assert "mine" not in str(api.last)


def test_key_in_the_query(shop: ServedGateway, api: RecordingApi) -> None:
    response = shop.http.post("/proxy/v1/by-key?a=1&key=mine&b=%2F&k%65y=mine&a=2")
    assert response.status_code == 200
    assert api.last.query.startswith("a=1&b=%2F&a=2&key=")
    assert api.last.query.count("key=") == 1
    assert dict(httpx2.QueryParams(api.last.query))["key"] == KEY


def test_oauth2_token_is_fetched_by_the_client(
    start: Any, shop_client: Path, tmp_path: Path, api: RecordingApi
) -> None:
    tokens = iter(["token_4242_a", "token_4242_b"])
    token_api = RecordingApi()
    token_api.replies["/token"] = lambda _: as_json(
        {"access_token": next(tokens), "token_type": "bearer"}
    )
    # The token endpoint is that of the document, with another host.
    folder = tmp_path / "oauth" / "oauth_client"
    document = tmp_path / "oauth.yaml"
    shop_document = Path(__file__).with_name("shop.yaml").read_text()
    document.write_text(
        shop_document.replace("https://shop.example/token", f"{token_api.url}/token")
    )
    build_client(document, folder)

    def expire_once(received: Received) -> Reply:
        is_old = received.header("authorization") == "Bearer token_4242_a"
        return as_json({"ok": not is_old}, 401 if is_old else 200)

    api.replies["/v1/by-oauth"] = expire_once
    secrets = tmp_path / "oauth.toml"
    secrets.write_text(
        "[oauth]\nclient_id = 'id_4242'\nclient_secret = 'secret_4242'\n"
    )
    secrets.chmod(0o600)
    try:
        with serve(request_for(folder, api.url, secrets)) as served:
            response = served.http.get("/proxy/v1/by-oauth")
            assert response.json() == {"ok": True}
            assert served.call("getByOauth")["data"] == {"ok": True}
    finally:
        token_api.close()
    assert len(token_api.requests) == 2
    assert len(api.requests) == 3


def test_query_and_path_are_forwarded_byte_by_byte(
    shop: ServedGateway, api: RecordingApi
) -> None:
    target = "/v1/customers/a%20b%C3%BC!$&'()*+,=:@~?x=%2f&y=a+b&[z]=%5B"
    shop.http.send(
        httpx2.Request(
            "GET",
            f"{shop.url}/proxy/",
            headers=shop.http.headers,
            extensions={"target": f"/proxy{target}".encode()},
        )
    )
    assert api.last.target == target


def test_body_is_forwarded_unchanged(shop: ServedGateway, api: RecordingApi) -> None:
    body = bytes(range(256)) * 100
    headers = {"Content-Type": "application/x-custom; a=b"}
    shop.http.post("/proxy/v1/customers", content=body, headers=headers)
    assert api.last.body == body
    assert api.last.header("content-length") == str(len(body))
    assert api.last.header("content-type") == "application/x-custom; a=b"


def test_body_in_chunks(shop: ServedGateway, api: RecordingApi) -> None:
    shop.http.post("/proxy/v1/customers", content=iter([b"a=1", b"&b=2"]))
    assert api.last.body == b"a=1&b=2"
    assert api.last.header("content-length") is None


def test_upload_is_sent_while_it_arrives(
    shop: ServedGateway, api: RecordingApi
) -> None:
    # The API responds in chunks that are read while the request goes on.
    is_read = Event()

    def chunks() -> Any:
        yield b"first"
        assert is_read.wait(20)
        yield b"second"

    api.replies["/v1/customers/cus_1"] = lambda _: Reply(chunks(), media_type="text/x")
    with shop.http.stream("GET", "/proxy/v1/customers/cus_1") as response:
        parts = response.iter_raw()
        assert next(parts) == b"first"
        is_read.set()
        assert b"".join(parts) == b"second"


def test_compressed_response_is_decoded(shop: ServedGateway, api: RecordingApi) -> None:
    content = gzip.compress(b'{"id": "zip"}')
    api.replies["/v1/customers/cus_1"] = lambda _: Reply(
        (content,), headers=(("Content-Encoding", "gzip"),)
    )
    response = shop.http.get(
        "/proxy/v1/customers/cus_1", headers={"Accept-Encoding": "br;q=1"}
    )
    assert response.json() == {"id": "zip"}
    assert "q=1" not in str(api.last.header("accept-encoding"))


@pytest.mark.parametrize(
    "name",
    [
        *("Keep-Alive", "TE", "Upgrade", "Proxy-Authorization", "X-Forwarded-For"),
        *("X-Forwarded-Host", "Forwarded", "X-HTTP-Method-Override", "X-HTTP-Method"),
        *("X-Method-Override", "X-Original-URL", "X-Rewrite-URL", "Codegen-Session"),
        *("X-Named", "Sec-Fetch-Mode"),
    ],
)
def test_headers_that_are_not_forwarded(
    shop: ServedGateway, api: RecordingApi, name: str
) -> None:
    headers = {name: "DELETE", "Connection": "X-Named"}
    shop.http.get("/proxy/v1/customers/cus_1", headers=headers)
    assert api.last.header(name.lower()) is None


@pytest.mark.parametrize(
    "name",
    [
        *("Set-Cookie", "Access-Control-Allow-Origin", "Clear-Site-Data"),
        *("Strict-Transport-Security", "Service-Worker-Allowed", "Codegen-Result"),
        *("Keep-Alive", "X-Named", "Refresh"),
    ],
)
def test_headers_that_are_not_returned(
    shop: ServedGateway, api: RecordingApi, name: str
) -> None:
    own = ((name, "x=1"), ("Connection", "X-Named"), ("X-Kept", "1"))
    api.replies["/v1/customers/cus_1"] = lambda _: Reply(headers=own)
    response = shop.http.get("/proxy/v1/customers/cus_1")
    assert name not in response.headers
    assert response.headers["X-Kept"] == "1"


def test_redirects_are_not_followed(shop: ServedGateway, api: RecordingApi) -> None:
    elsewhere = (("Location", f"{api.url}/v1/customers/other"),)
    api.replies["/v1/customers/cus_1"] = lambda _: Reply(status=302, headers=elsewhere)
    response = shop.http.get("/proxy/v1/customers/cus_1", follow_redirects=False)
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/v1/customers/other")
    assert len(api.requests) == 1
    result = shop.call("getCustomer", {"customer": "cus_1"})
    assert result["status"] == 302
    assert len(api.requests) == 2


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/unknown", 404),
        ("PUT", "/v1/customers/cus_1", 404),
        ("GET", "/", 404),
        ("GET", "/v1/customers/", 404),
        ("GET", "//evil.example/v1/customers", 400),
        ("GET", "/v1/customers/..", 400),
        ("GET", "/v1/customers/%2e%2e/x", 400),
        ("GET", "/v1/customers/..%2fsearch", 400),
        ("GET", "/v1/customers/%252e%252e", 400),
        ("GET", "/v1/customers/a%2Fb", 400),
        ("GET", "/v1/customers/a%5Cb", 400),
        ("GET", "/v1/customers//", 400),
        ("GET", "/v1/customers/;x", 400),
        ("GET", "/v1/customers/a%00", 400),
        ("GET", "/v1/customers/%zz", 400),
    ],
)
def test_other_paths_are_refused(
    *, shop: ServedGateway, api: RecordingApi, method: str, path: str, status: int
) -> None:
    request = httpx2.Request(
        method,
        f"{shop.url}/proxy/",
        headers=shop.http.headers,
        extensions={"target": f"/proxy{path}".encode()},
    )
    assert shop.http.send(request).status_code == status
    assert api.requests == []


@pytest.mark.parametrize(
    "path",
    [
        *("search", "SEARCH", "%73earch", "%2573earch", "search;a=b", "search%3Ba"),
    ],
)
def test_operation_that_is_not_selected(
    start: Any, api: RecordingApi, path: str
) -> None:
    shop = start(selection=Selection(tags=("customers",)))
    assert shop.http.get("/proxy/v1/customers/cus_1").status_code == 200
    # It fits `/v1/customers/{customer}`, which is selected.
    response = shop.http.get(f"/proxy/v1/customers/{path}")
    assert response.status_code == 403
    assert response.json()["error"]["type"] == "OperationNotAllowed"
    assert len(api.requests) == 1


def test_most_specific_template() -> None:
    def operation(path: str) -> CatalogueOperation:
        return CatalogueOperation(
            key=path,
            tool="",
            method="GET",
            path=path,
            function="",
            client_method="",
            summary="",
            description="",
            effect="read",
            arguments={},
        )

    paths = ["/a/{b}", "/a/{b}.json", "/a/c", "/{a}/c", "/a/{b}/", "/"]
    matcher = PathMatcher(map(operation, paths))

    def find(path: str) -> list[str]:
        return [found.path for found in matcher.find("GET", path.encode())]

    assert find("/a/x") == ["/a/{b}"]
    assert find("/a/x.json") == ["/a/{b}.json"]
    assert find("/a/c") == ["/a/c"]
    assert find("/x/c") == ["/{a}/c"]
    assert find("/a/x/") == ["/a/{b}/"]
    assert find("/") == ["/"]
    assert find("/a/b/c") == []
    with pytest.raises(PathError):
        find("/a/[b]")


def test_curl_through_the_proxy(shop: ServedGateway, api: RecordingApi) -> None:
    process = subprocess.run(
        [
            *("curl", "--silent", f"{shop.url}/proxy/v1/customers", "-u", f"{TOKEN}:"),
            *("--data", "name=Ada%20%26%20Co"),
        ],
        capture_output=True,
        timeout=20,
        check=True,
    )
    assert json.loads(process.stdout)["id"] == "cus_1"
    assert api.last.body == b"name=Ada%20%26%20Co"
    assert api.last.header("authorization") == f"Bearer {API_KEY}"


def test_official_client_of_stripe_without_a_key(
    stripe_client: Path, api: RecordingApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRIPE_API_KEY", API_KEY)
    api.replies["/v1/customers"] = lambda _: as_json(
        {"object": "customer", "id": "cus_1", "name": "Ada"}
    )
    error = {"error": {"message": "No such customer", "type": "invalid_request_error"}}
    api.replies["/v1/customers/cus_2"] = lambda _: as_json(error, 404)
    with serve(request_for(stripe_client, api.url, None)) as served:
        client = stripe.StripeClient(
            TOKEN, base_addresses={"api": f"{served.url}/proxy"}
        )
        customer = client.v1.customers.create(
            {"name": "Ada", "address": {"city": "London"}, "metadata": {"a": "b"}}
        )
        assert customer.id == "cus_1"
        with pytest.raises(stripe.InvalidRequestError, match="No such customer"):
            client.v1.customers.retrieve("cus_2")
    created = api.requests[0]
    assert created.header("authorization") == f"Bearer {API_KEY}"
    assert b"address[city]=London" in created.body
    assert TOKEN not in str(api.requests)


@pytest.mark.parametrize("below", ["/gateway", "/a b/ü"])
def test_gateway_below_a_path(
    shop_client: Path, api: RecordingApi, secrets_file: Path, below: str
) -> None:
    request = request_for(shop_client, api.url, secrets_file)
    with serve(request, below=below) as served:
        assert served.call("getCustomer", {"customer": "a"})["status"] == 200
        assert served.http.get("/proxy/v1/customers/b%20c").status_code == 200
        assert api.last.target == "/v1/customers/b%20c"
        assert served.http.get("/proxyv1/customers/b").status_code == 404


@pytest.mark.parametrize("status", [204, 304])
def test_response_without_content(
    shop: ServedGateway, api: RecordingApi, status: int
) -> None:
    api.replies["/v1/customers/cus_1"] = lambda _: Reply((), status)
    response = shop.http.delete("/proxy/v1/customers/cus_1")
    assert response.status_code == status
    assert response.content == b""
    # The connection can be used again.
    assert shop.http.get("/session").status_code == 200
