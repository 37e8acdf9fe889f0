"""Redirects: which are followed, what they carry along, and which are results or errors."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.client.api_response import ApiResponse
from generator.runtime.http.errors import ApiStatusError, NotFoundError
from generator.runtime.http.headers import Headers
from generator.runtime.http.locations import resolve_location
from generator.runtime.http.transport import Request, Response
from generator.runtime.operations.endpoint import Content, Endpoint
from tests.runtime.little_client.client import AsyncClient, CarefulClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_customers,
    post_file,
    put_blob,
)
from tests.runtime.little_client.operations.lists import get_report
from tests.runtime.recording import (
    AsyncRecorder,
    Recorder,
    headers_of,
    make_response,
    plain_text,
)

HOME = "https://api.little.example"


def redirect(location: str, status: int = 302) -> Response:
    return Response(status, Headers([("Location", location)]), b"<p>Moved</p>")


@pytest.fixture
def following(recorder: Recorder) -> Client:
    """A client that follows redirects, with its API key in a header of the API's own."""
    credentials = ApiKey("s3cret", "X-Pass", "header")
    return Client(credentials, transport=recorder, follow_redirects=True)


@pytest.fixture
def query_key(recorder: Recorder) -> Client:
    """A client that follows redirects, with its API key in the query."""
    credentials = ApiKey("s3 cret", "key", "query")
    return Client(credentials, transport=recorder, follow_redirects=True)


def endpoint(responses: dict[str, Content | str | None]) -> Endpoint[Any]:
    return Endpoint("G", "GET", "/a", responses=responses)


def test_redirects_are_not_followed_by_default(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [redirect("/v2/customers?token=s3cret#x")]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(client, "x")
    assert str(caught.value) == (
        f"302 Found: redirect to {HOME}/v2/customers?…; follow_redirects=True follows it "
        f"(GET {HOME}/v1/customers/x)"
    )
    assert len(recorder.requests) == 1


@pytest.mark.parametrize(
    ("location", "named"),
    [
        ("other", f"{HOME}/v1/customers/other;"),
        ("//other.example/a", "https://other.example/a;"),
        ("little-app://done?code=s3cret", "redirect to little-app://done (GET"),
        ("https://user:s3cret@other.example/a", "redirect to other.example/a (GET"),
        ("/a\x1b[1m", r"/a\x1b[1m"),
    ],
)
def test_undeclared_redirect_names_its_location(
    client: Client, recorder: Recorder, location: str, named: str
) -> None:
    recorder.responses = [redirect(location)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(client, "x")
    assert named in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_undeclared_redirect_without_location(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [make_response(b"", 301), make_response(b"", 300)]
    for status in ("301 Moved Permanently", "300 Multiple Choices"):
        with pytest.raises(ApiStatusError, match=rf"^{status} \(GET"):
            get_customer(client, "x", follow_redirects=True)


@pytest.mark.parametrize(
    ("responses", "content", "expected"),
    [
        ({"302": None}, b"<p>Moved</p>", None),
        ({"3XX": None, "200": "Customer"}, b"", None),
        ({"302": "Customer"}, b'{"id": "x"}', "x"),
        ({"302": "Customer"}, b"", None),
    ],
)
def test_declared_redirect_is_a_result(
    client: Client,
    recorder: Recorder,
    responses: dict[str, Content | str | None],
    content: bytes,
    expected: str | None,
) -> None:
    recorder.responses = [make_response(content, 302, Location="/b")]
    value = client.call(endpoint(responses), {})
    assert getattr(value, "id", None) == expected


def test_default_response_declares_no_redirect(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [redirect("/b")]
    with pytest.raises(ApiStatusError, match="302 Found: redirect to"):
        client.call(endpoint({"default": "Customer"}), {})


def test_not_modified_is_no_error(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response(b"", 304, ETag="a"), make_response(b"", 304)]
    call: Any = get_customer
    assert call(client, "x", extra_headers={"If-None-Match": "a"}) is None
    found: ApiResponse[Any] = client.raw(get_customer, "x")
    assert (found.status, found.value) == (304, None)


def test_raw_returns_redirect(client: Client, recorder: Recorder) -> None:
    recorder.responses = [redirect("/b")]
    found = client.raw(get_customer, "x")
    assert (found.status, found.headers["location"]) == (302, "/b")
    assert found.content == b"<p>Moved</p>"
    with pytest.raises(ApiStatusError, match="302 Found"):
        _ = found.value


def test_redirect_is_followed(following: Client, recorder: Recorder) -> None:
    recorder.responses = [
        redirect("../b?c=d e#f"),
        redirect("https://api.little.example:443/é".encode().decode("latin-1"), 308),
        make_response({"id": "x"}),
    ]
    found = following.raw(get_customer, "x")
    assert found.value.id == "x"
    assert [request.url for request in recorder.requests] == [
        f"{HOME}/v1/customers/x",
        f"{HOME}/v1/b?c=d%20e",
        f"{HOME}:443/%C3%A9",
    ]
    assert recorder.headers["x-pass"] == "s3cret"
    assert found.attempts == 3
    assert found.request.url == f"{HOME}:443/%C3%A9"


def test_redirect_option_of_a_call(client: Client, recorder: Recorder) -> None:
    recorder.responses = [redirect("/b"), make_response({"id": "x"})]
    assert get_customer(client, "x", follow_redirects=True).id == "x"
    following = Client("sk", transport=recorder, follow_redirects=True)
    recorder.responses = [redirect("/b")]
    with pytest.raises(ApiStatusError):
        get_customer(following, "x", follow_redirects=False)


def test_redirect_hides_query_in_public_url(
    following: Client, recorder: Recorder
) -> None:
    recorder.responses = [redirect("/b?signature=s3cret"), make_response({}, 404)]
    with pytest.raises(NotFoundError) as caught:
        get_customer(following, "x")
    assert recorder.last.url == f"{HOME}/b?signature=s3cret"
    assert caught.value.request is not None
    assert "s3cret" not in plain_text(caught.value.request) + str(caught.value)


@pytest.mark.parametrize(
    "location",
    [
        "https://other.example/b",
        "https://api.little.example:444/b",
        "https://api.little.example.other.example/b",
        "https://sub.api.little.example/b",
        "//other.example/b",
    ],
)
def test_credentials_stay_at_their_origin(
    following: Client, recorder: Recorder, location: str
) -> None:
    recorder.responses = [
        redirect(location),
        redirect(f"{HOME}/c"),
        make_response({"id": "x"}),
    ]
    secrets = {"Authorization": "s", "Cookie": "a=s", "X-Mine": "s", "Accept": "a/b"}
    get_customer(following, "x", extra_headers=secrets)
    first, *others = map(headers_of, recorder.requests)
    assert {"authorization", "cookie", "x-mine", "x-pass"} <= first.keys()
    # Not even back at home: the other server chose that request.
    for headers in others:
        assert headers.keys() == {"accept", "user-agent"}


def test_query_key_stays_at_its_origin(query_key: Client, recorder: Recorder) -> None:
    recorder.responses = [
        redirect("/b?page=2"),
        redirect("/c?key=s3%20cret&flag"),
        redirect("https://other.example/d?page=2&echo=s3+cret"),
        redirect("/e?page=3"),
        redirect(f"{HOME}/f"),
        make_response({"id": "x"}),
    ]
    get_customer(query_key, "x")
    assert [request.url for request in recorder.requests] == [
        f"{HOME}/v1/customers/x?key=s3%20cret",
        f"{HOME}/b?page=2&key=s3%20cret",
        f"{HOME}/c?key=s3%20cret&flag",
        "https://other.example/d?page=2",
        "https://other.example/e?page=3",
        f"{HOME}/f",
    ]
    assert "cret" not in "".join(request.public_url for request in recorder.requests)


def test_parameter_named_like_a_secret_stays_at_its_origin(
    following: Client, recorder: Recorder
) -> None:
    query = {"access_token": "s3cret", "page": "2"}
    recorder.responses = [
        redirect("https://other.example/b?page=2&access_token=s3cret&again=s3cret"),
        make_response({"id": "x"}),
    ]
    get_customer(following, "x", extra_query=query)
    assert recorder.last.url == "https://other.example/b?page=2"


@pytest.mark.parametrize(
    ("status", "method", "expected"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (301, "PUT", "PUT"),
        (302, "PUT", "PUT"),
        (303, "PUT", "GET"),
        (307, "PUT", "PUT"),
    ],
)
def test_method_and_body_of_redirect(
    following: Client, recorder: Recorder, status: int, method: str, expected: str
) -> None:
    recorder.responses = [redirect("/b", status), make_response({})]
    if method == "POST":
        post_customers(following, name="Ada")
    else:
        put_blob(following, b"Ada")
    kept = expected == method
    assert recorder.last.method == expected
    assert (b"Ada" in recorder.body) is kept
    assert ("content-type" in recorder.headers) is kept


@pytest.mark.parametrize(("status", "expected"), [(302, "HEAD"), (303, "HEAD")])
def test_head_redirect_stays_head(
    following: Client, recorder: Recorder, status: int, expected: str
) -> None:
    recorder.responses = [redirect("/b", status), make_response(b"")]
    head: Endpoint[Any] = Endpoint("H", "HEAD", "/")
    following.call(head, {})
    assert recorder.last.method == expected


def test_body_that_is_gone_is_not_redirected(
    following: Client, recorder: Recorder
) -> None:
    class Pipe:
        def read(self, size: int = -1, /) -> bytes:
            return b""

    recorder.responses = [redirect("/b", 307), redirect("/b", 303)]
    with pytest.raises(ApiStatusError, match="not followed: the body cannot be sent"):
        post_file(following, Pipe())
    post_file(following, Pipe())
    assert recorder.last.method == "GET"


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("http://api.little.example/b", "http://api.little.example/b is not HTTPS"),
        ("ftp://api.little.example/b", "the Location is not an HTTP URL"),
        ("javascript:alert(1)", "the Location is not an HTTP URL"),
        ("file:///etc/passwd", "the Location is not an HTTP URL"),
        ("https://user:s3cret@other.example/", "the Location contains a user name"),
        ("https://api.little.example\\@other.example/", "contains a user name"),
        ("/a\r\nX: y", "the Location contains control characters"),
        ("/a\x00b", "the Location contains control characters"),
        ("https://other.example:99999/", "the Location is not a valid URL"),
        ("https://[::1/", "the Location is not a valid URL"),
        ("https://:443/b", "the Location has no valid host"),
        ("https://other.example\\.api.little.example/", "has no valid host"),
        ("#part", "was requested already"),
        ("", "was requested already"),
    ],
)
def test_unsafe_redirect_is_refused(
    following: Client, recorder: Recorder, location: str, problem: str
) -> None:
    recorder.responses = [redirect(location)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(following, "x")
    assert str(caught.value).startswith("302 redirect not followed: ")
    assert problem in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert len(recorder.requests) == 1
    assert caught.value.status == 302


@given(st.text(max_size=30))
def test_any_location_resolves_to_http_or_fails(location: str) -> None:
    try:
        target = resolve_location(f"{HOME}/a", location)
    except ValueError:
        return
    assert target.scheme in ("http", "https")
    assert target.geturl().isascii()
    assert "@" not in target.netloc
    assert target.geturl().isprintable()


def test_different_locations_are_no_redirect(
    following: Client, recorder: Recorder
) -> None:
    headers = Headers([("Location", "/b"), ("Location", "/c")])
    recorder.responses = [Response(302, headers, b"")]
    with pytest.raises(ApiStatusError, match=r"^302 Found \("):
        get_customer(following, "x")


def test_redirect_loop(following: Client, recorder: Recorder) -> None:
    recorder.responses = [redirect("/b"), redirect("/c"), redirect("/b")]
    with pytest.raises(ApiStatusError, match="/b was requested already"):
        get_customer(following, "x")


def test_number_of_redirects_is_limited(following: Client, recorder: Recorder) -> None:
    recorder.responses = [redirect(f"/{number}") for number in range(30)]
    with pytest.raises(ApiStatusError, match="more than 20 redirects"):
        get_customer(following, "x")
    assert len(recorder.requests) == 21


def test_redirected_request_is_retried(recorder: Recorder) -> None:
    client = CarefulClient("sk", transport=recorder, follow_redirects=True)
    client._pause = lambda seconds: None
    recorder.responses = [
        redirect("/b", 307),
        make_response({}, 500),
        redirect("https://other.example/c", 307),
        make_response({}, 500),
    ]
    # At the other server, the request has no idempotency key any more.
    with pytest.raises(ApiStatusError) as caught:
        post_customers(client, name="Ada")
    assert caught.value.status == 500
    assert len(recorder.requests) == 4
    assert "once-key" in headers_of(recorder.requests[2])
    assert "once-key" not in recorder.headers


def test_redirect_of_async_client() -> None:
    recorder = AsyncRecorder(
        redirect("/b"), redirect("https://other.example/c"), make_response({"id": "x"})
    )

    async def run() -> str | None:
        client = AsyncClient("sk", transport=recorder, follow_redirects=True)
        return (await get_customer_async(client, "x")).id

    assert asyncio.run(run()) == "x"
    assert [
        "authorization" in headers_of(request) for request in recorder.requests
    ] == [*(True, True, False)]


def test_save_of_redirect_writes_no_file(
    client: Client, recorder: Recorder, tmp_path: Any
) -> None:
    recorder.responses = [redirect("/b"), make_response(b"", 304)]
    for _ in range(2):
        with pytest.raises(ApiStatusError):
            client.save(tmp_path / "report", get_report, "r")
    assert list(tmp_path.iterdir()) == []


def test_hooks_see_every_redirect(recorder: Recorder) -> None:
    seen: list[str] = []

    def on_request(request: Request) -> None:
        seen.append(request.url)

    client = Client(
        "sk", transport=recorder, follow_redirects=True, on_request=on_request
    )
    recorder.responses = [redirect("/b?s=s3cret"), make_response({"id": "x"})]
    get_customer(client, "x")
    assert seen == [f"{HOME}/v1/customers/x", f"{HOME}/b"]
