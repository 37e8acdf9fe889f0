"""Open the APIs to serve: their clients, with credentials that the server's replies do not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.agent.import_client import import_client
from generator.runtime.tools.bound_api import api_name
from generator.serving.credentials import (
    CredentialsError,
    Secrets,
    create_credentials,
    environment_secrets,
    read_credentials_file,
    secret_strings,
    secrets_of,
)
from generator.serving.request import CredentialsSource
from generator.workflows.open_client import ClientRequest, open_client


@dataclass(frozen=True, slots=True)
class OpenedApi:
    """An API to serve.

    Attributes:
        name: its name: `stripe`.
        target: what it was opened by.
        package: the package of its client.
    """

    name: str
    target: str
    package: ModuleType

    @property
    def credentials_env(self) -> tuple[str, ...]:
        """The environment variables that its client reads credentials from."""
        names: tuple[str, ...] = self.package.AsyncClient.api.credentials_env
        return names


def open_apis(
    targets: tuple[str, ...], configuration: Path | None = None
) -> tuple[OpenedApi, ...]:
    """Open the clients of APIs, and build those that do not exist or are outdated.

    Raises:
        DocumentError: a target is unknown, or its document cannot be read.
        InvalidDocumentError: a document is invalid.
        OutputError: a client cannot be written.
    """
    opened: dict[str, OpenedApi] = {}
    for target in targets:
        folder = open_client(ClientRequest(target, configuration=configuration))
        package = import_client(folder)
        name = distinct = api_name(target, package)
        number = 1
        while distinct in opened:
            number += 1
            distinct = f"{name}_{number}"
        opened[distinct] = OpenedApi(distinct, target, package)
    return tuple(opened.values())


def resolve_credentials(
    apis: tuple[OpenedApi, ...], source: CredentialsSource
) -> Mapping[str, Secrets]:
    """Return the secrets of APIs by name, without those that the environment has.

    Raises:
        CredentialsError: they cannot be read, or not be assigned to the APIs.
    """
    found: dict[str, Secrets] = {}
    if source.file is not None:
        secrets = read_credentials_file(source.file)
        for api in apis:
            own = secrets_of(secrets, api.name, others=len(apis) > 1)
            if own is not None:
                found[api.name] = own
    if source.keyring:
        # Deferred: slow to import, and few servers use it.
        from generator.serving.system_keyring import read_keyring

        for api in apis:
            if api.name not in found:
                found[api.name] = read_keyring(api.name)
    return found


def secrets_to_redact(api: OpenedApi, secrets: Secrets | None) -> Iterator[str]:
    """Yield the secrets of an API."""
    if secrets is not None:
        yield from secret_strings(secrets)
    yield from environment_secrets(api.credentials_env)


def create_client(
    api: OpenedApi, secrets: Secrets | None, base_url: str | None, http_client: object
) -> Any:
    """Create an async client of an API.

    Raises:
        CredentialsError: its credentials or its URL are not valid.
    """
    arguments = () if secrets is None else (create_credentials(api.package, secrets),)
    try:
        return api.package.AsyncClient(
            *arguments, base_url=base_url, http_client=http_client
        )
    except (TypeError, ValueError) as error:
        # `from None`: the context of the error could show a secret.
        raise CredentialsError(f"{api.name}: {error}") from None
