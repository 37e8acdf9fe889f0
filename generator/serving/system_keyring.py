"""Secrets in the keyring of the system."""

from __future__ import annotations

from typing import Final

import keyring
from keyring.errors import KeyringError

from generator.core.text import printable
from generator.serving.credentials import CredentialsError

SERVICE: Final = "codegen"


def read_keyring(api: str) -> str:
    """Return the secret of an API: that of the service `codegen` and the API's name.

    Raises:
        CredentialsError: there is none, or no keyring.
    """
    try:
        secret = keyring.get_password(SERVICE, api)
    except KeyringError as error:
        message = printable(str(error))
        raise CredentialsError(f"the keyring cannot be read: {message}") from None
    if not secret:
        raise CredentialsError(
            f"the keyring has no secret for {api!r}: store one with "
            f"`keyring set {SERVICE} {api}`"
        )
    return secret
