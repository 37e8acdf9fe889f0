"""What the tests of OAuth2 have: credentials for the token endpoint of their server."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server

SECRET = "s3cr&t"
TOKEN = {"access_token": "t1", "token_type": "Bearer", "expires_in": 3600}


@pytest.fixture
def credentials(client_package: Any, server: Server) -> Any:
    """A client's own, for the token endpoint of the test's server."""
    return client_package.ClientCredentials(
        "me", SECRET, token_url=f"{server.url}/token"
    )


@pytest.fixture
def authorized(client_package: Any, server: Server, credentials: Any) -> Any:
    with client_package.Client(credentials, base_url=server.url, max_retries=0) as made:
        yield made


@pytest.fixture
def errors(client_package: Any) -> Any:
    return import_module(f"{client_package.__name__}.errors")
