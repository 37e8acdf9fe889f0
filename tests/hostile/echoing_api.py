"""An API with every security scheme, whose server fails and repeats what it receives."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import quote_plus, unquote, urlsplit

from tests.runtime.local_server import send

SECRET = 'sk_live_T0P/SECR3T+&"x\\' + "y" * 90
TOKEN = "access_T0KEN/" + "z" * 90
REFRESH = "refresh_T0K/" + "w" * 90
SENT_HEADERS = ("Authorization", "X-Odd", "Cookie", "X-Custom-Key")
SECRETS = (SECRET, TOKEN, REFRESH)
OBJECT = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}},
}


def ok(schema: Any, media_type: str = "application/json") -> Any:
    content = {media_type: {"schema": schema}}
    return {"200": {"description": "Good.", "content": content}}


def document(schemes: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose operations accept any one of `schemes`."""
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
    }
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    page = {
        "type": "object",
        "required": ["data", "next"],
        "properties": {
            "data": {"type": "array", "items": OBJECT},
            "next": {"type": "string", "format": "uri"},
        },
    }
    upload = {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Secretive", "version": "1"},
        "servers": [{"url": "http://127.0.0.1:1"}],
        "security": [{scheme: []} for scheme in schemes if scheme != "cookie"],
        "components": {"securitySchemes": schemes},
        "paths": {
            "/items/{name}": {
                "get": {
                    "operationId": "getItem",
                    "parameters": [name],
                    "responses": ok(OBJECT),
                },
                "post": {
                    "operationId": "postItem",
                    "parameters": [name],
                    "requestBody": {"required": True, "content": upload},
                    "responses": ok(OBJECT),
                },
            },
            "/pages": {
                "get": {
                    "operationId": "getPages",
                    **({"security": [{"cookie": []}]} if "cookie" in schemes else {}),
                    "parameters": [cursor],
                    "responses": ok(page),
                }
            },
            "/events/{name}": {
                "get": {
                    "operationId": "getEvents",
                    "parameters": [name],
                    "responses": ok(OBJECT, "text/event-stream"),
                }
            },
            "/files/{name}": {
                "get": {
                    "operationId": "getFile",
                    "parameters": [name],
                    "responses": ok(
                        {"type": "string", "format": "binary"},
                        "application/octet-stream",
                    ),
                }
            },
        },
    }


SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Odd"},
    "query": {"type": "apiKey", "in": "query", "name": "k"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "basic": {"type": "http", "scheme": "basic"},
    "other": {"type": "http", "scheme": "DPoP"},
    "oauth": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "https://x.example", "scopes": {}}},
    },
}


def respond(handler: BaseHTTPRequestHandler) -> None:
    length = int(handler.headers.get("Content-Length") or 0)
    body = handler.rfile.read(length).decode("latin-1")
    raw = f"{handler.path} {' '.join(handler.headers.values())} {body}"
    echo = f"{raw} {unquote(raw)}"
    parts = urlsplit(handler.path)
    _, kind, name, *_ = (*parts.path.split("/"), "", "")
    name = name or kind
    secret = next(
        (value for key, value in handler.headers.items() if key in SENT_HEADERS),
        unquote(parts.query),
    )
    flat = "".join(character for character in secret if character.isprintable())
    if name == "slow":
        time.sleep(0.3)
    elif name == "nothing":
        handler.connection.shutdown(socket.SHUT_RDWR)
    elif name == "garbage":
        handler.wfile.write(f"{flat}\r\n\r\n".encode())
        handler.close_connection = True
    elif name == "bad-header":
        handler.wfile.write(f"HTTP/1.1 200 OK\r\n{flat}\r\n\r\n".encode())
        handler.close_connection = True
    elif name == "short":
        head = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
        handler.wfile.write(f"{head}Content-Length: 999\r\n\r\nx".encode())
        handler.close_connection = True
    elif name == "redirect":
        send(handler, b"", 302, Location=f"/items/redirect?again={quote_plus(flat)}")
    elif name == "redirect-app":
        send(handler, b"", 302, Location=f"app:{quote_plus(flat)}")
    elif name == "undecodable":
        send(
            handler,
            json.dumps({"id": echo})[:-1].encode(),
            Content_Type=f"application/json; x={flat}",
        )
    elif name == "wrong-type":
        send(handler, json.dumps([echo]).encode(), Content_Type="application/json")
    elif name == "lacking":
        send(
            handler, json.dumps({"ID": echo}).encode(), Content_Type="application/json"
        )
    elif name == "events":
        event = f"data: {json.dumps({'id': 'x'})}\n\ndata: [1\n\n"
        send(handler, event.encode(), Content_Type="text/event-stream")
    elif name == "pages":
        again = f"http://{handler.headers['Host']}{handler.path}"
        page = {"data": [{"id": "1"}], "next": again}
        send(handler, json.dumps(page).encode(), Content_Type="application/json")
    elif name == "token":
        grant = {
            "access_token": TOKEN,
            "token_type": "bearer",
            "refresh_token": REFRESH,
        }
        send(handler, json.dumps(grant).encode(), Content_Type="application/json")
    elif name == "other-token":
        grant = {"access_token": TOKEN, "token_type": "mac", "refresh_token": REFRESH}
        send(handler, json.dumps(grant).encode(), Content_Type="application/json")
    elif name == "no-token":
        send(
            handler,
            json.dumps({"token": echo}).encode(),
            Content_Type="application/json",
        )
    elif name == "refused-token":
        refusal = {"error": echo, "error_description": echo}
        send(
            handler, json.dumps(refusal).encode(), 400, Content_Type="application/json"
        )
    else:
        message = {"message": echo, "code": flat, "type": echo}
        content = json.dumps({"error": message}).encode()
        send(handler, content, 401, Content_Type="application/json", X_Request_Id=flat)
