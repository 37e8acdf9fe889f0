# SPDX-License-Identifier: MIT
"""Read the credentials and the URL of a client from environment variables."""

from __future__ import annotations

from os import environ

from ..auth.credentials import AnyCredentials
from ..http.secrets import Secret
from ..http.urls import checked_url, hide_secrets
from ..operations.api import Api


def environment_credentials(api: Api) -> AnyCredentials:
    """Return the credentials in the variables `api.credentials_env`; None if they are not set.

    An empty variable counts as not set. Only the first variable is required.

    Raises:
        ValueError: A variable has a value that is no secret, such as one with a line break.
    """
    values = [Secret(environ.get(name, "")) for name in api.credentials_env]
    if not any(values[:1]):
        return None
    try:
        return api.security_schemes.from_strings(*values)
    except ValueError as error:
        # `from None`, because the context of the message could show the secret.
        names = " and ".join(api.credentials_env)
        raise ValueError(f"in the environment ({names}), {error}") from None


def environment_base_url(api: Api) -> str | None:
    """Return the URL in the variable `api.base_url_env`; None if it is not set or empty.

    Raises:
        ValueError: The URL is not valid as `base_url`.
    """
    name = api.base_url_env
    url = hide_secrets(environ.get(name)) if name else None
    return checked_url(f"the environment variable {name}", url) if url else None
