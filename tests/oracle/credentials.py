"""Expressions of clients with credentials of every type that a client accepts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.client_source import ClientSource


def client_expressions(client: ClientSource) -> Iterator[tuple[str, str]]:
    """Yield a title and an expression for each way to pass credentials, the complete one first."""
    values = (
        "'s3cret'",
        "Basic('ada', 'pw')",
        "ApiKey('s3cret', 'X-Own', 'header')",
    )
    if client.credentials:
        possible = [
            value
            for value in values
            if value.startswith("'") or value.partition("(")[0] in client.exports
        ]
        every = ", ".join(f"{name}='s3cret'" for name in client.credentials)
        yield "all credentials", f"Client(Credentials({every}), transport=transport)"
        for name in client.credentials:
            for value in possible[:2]:
                yield (
                    f"credentials {name}={value}",
                    f"Client(Credentials({name}={value}), transport=transport)",
                )
    elif client.takes_string:
        yield "a string", "Client('s3cret', transport=transport)"
    yield "no credentials", "Client(transport=transport)"
    if "Basic" in client.exports:
        yield "basic", "Client(Basic('ada', 'pw'), transport=transport)"
    yield "bearer", "Client(Bearer('t0ken'), transport=transport)"
