"""The state of a gateway: an opened API, its client and the credentials, in memory."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cached_property
from inspect import Parameter, signature
from os import environ
from types import SimpleNamespace
from typing import Any

from generator.gateway.addresses import AddressRules, CheckedTransport
from generator.gateway.audit_log import AuditLog
from generator.gateway.confirmations import Confirmations
from generator.gateway.credentials import has_environment_credentials
from generator.gateway.request import GatewayRequest, PolicyError
from generator.gateway.servers import list_servers
from generator.gateway.unlisted_values import with_unlisted_values
from generator.runtime.tools.bound_api import BoundApi, bind_api, read_package_catalogue
from generator.runtime.tools.catalogue import (
    Catalogue,
    CatalogueOperation,
    JsonSchema,
)
from generator.runtime.tools.policy import Policy
from generator.serving.apis import (
    OpenedApi,
    create_client,
    open_apis,
    resolve_credentials,
    secrets_to_redact,
)
from generator.serving.credentials import Secrets
from generator.serving.http_client import NotingHttpClient
from generator.serving.redaction import Redactor
from generator.serving.request import ServeError
from generator.workflows.open_client import ClientRequest, document_of


class Gateway:
    """An API that a gateway serves.

    Attributes:
        request: what is served, and the policy.
        api: the opened API.
        redactor: knows the secrets.
        http_client: sends every request, for calls and for the proxy.
        servers: the servers that may be called, by URL.
        confirmations: the sessions that may change something.
        audit_log: gets a line for each call.
    """

    def __init__(
        self, request: GatewayRequest, api: OpenedApi, redactor: Redactor
    ) -> None:
        """Create the client of an API. Raises as `open_gateway`."""
        self.request = request
        self.api = api
        self.redactor = redactor
        self._secrets = resolve_credentials((api,), request.credentials).get(api.name)
        for secret in secrets_to_redact(api, self._secrets):
            redactor.add(secret)
        settings = ClientRequest(request.target, request.configuration)
        variable = api.package.AsyncClient.api.base_url_env
        named = request.base_url or (variable and environ.get(variable)) or None
        rules = AddressRules(document_of(settings), named)
        transport = CheckedTransport(rules, request.limits.response_bytes)
        keep_cookies = bool(api.package.AsyncClient.api.session_cookies)
        self.http_client = NotingHttpClient(redactor, keep_cookies, transport)
        self._bound = self._bind()
        self.servers: Mapping[str, Any] = self._list_servers()
        self.confirmations = Confirmations(request.allow_changes)
        self.audit_log = AuditLog(request.audit_log, redactor)
        self._endpoints: dict[str, Any] = {}

    @property
    def catalogue(self) -> Catalogue:
        """All operations of the document."""
        return self._bound.catalogue

    @cached_property
    def accepted_inputs(self) -> Mapping[str, JsonSchema]:
        """Schemas of types that are sent, whose choices take values that are not listed."""
        inputs = self.catalogue.inputs
        return {name: with_unlisted_values(each) for name, each in inputs.items()}

    @property
    def operations(self) -> tuple[CatalogueOperation, ...]:
        """The operations that the policy allows."""
        return self._bound.operations

    @property
    def bound(self) -> BoundApi:
        """The API with its client, which has the current credentials."""
        return self._bound

    @property
    def secrets(self) -> Secrets | None:
        """The secrets from the file, the keyring or the user; None for those of the environment."""
        return self._secrets

    @property
    def has_credentials(self) -> bool:
        """Whether there are credentials, wherever they are from."""
        return self._secrets is not None or has_environment_credentials(
            self.api.package
        )

    @property
    def server(self) -> str:
        """The server of operations that have no server of their own."""
        config = self._bound.client._config
        url: str = config.base_url or config.server
        return url

    def set_secrets(self, secrets: Secrets) -> None:
        """Use other credentials from now on. They are held in memory only.

        Raises:
            CredentialsError: the API does not take them.
        """
        for secret in secrets_to_redact(self.api, secrets):
            self.redactor.add(secret)
        before, self._secrets = self._secrets, secrets
        try:
            self._bound = self._bind()
        except ServeError:
            self._secrets = before
            raise

    def client_for(self, server: str | None) -> Any:
        """Return the client for a server of the document; None for the default.

        Raises:
            LookupError: the document has no such server.
        """
        if server is None or server == self.server:
            return self._bound.client
        if server not in self.servers:
            raise LookupError(f"the document has no server {server!r}")
        return self._bound.client.with_options(server=self.servers[server])

    def server_of(
        self, operation: CatalogueOperation, server: str | None = None
    ) -> str:
        """Return the base URL of an operation, for a caller that chose a server."""
        config = self._bound.client._config
        own: str | None = self.endpoint(operation).server
        url: str = config.base_url or own or server or config.server
        return url

    def is_called(self, server: str) -> bool:
        """Return whether operations may be called at a base URL."""
        return server in self.servers or any(
            self.server_of(operation) == server for operation in self.operations
        )

    def endpoint(self, operation: CatalogueOperation) -> Any:
        """Return the endpoint of an operation: what its function passes to a client."""
        if operation.function not in self._endpoints:
            function = getattr(self.api.package.operations, operation.function)
            required = {
                name: None
                for name, parameter in list(signature(function).parameters.items())[1:]
                if parameter.default is Parameter.empty
                and parameter.kind
                not in (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL)
            }
            caller = SimpleNamespace(call=lambda endpoint, arguments: endpoint)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                self._endpoints[operation.function] = function(caller, **required)
        return self._endpoints[operation.function]

    async def aclose(self) -> None:
        """Close all connections."""
        await self.http_client.aclose()

    def _bind(self) -> BoundApi:
        request, api = self.request, self.api
        client = create_client(api, self._secrets, request.base_url, self.http_client)
        catalogue = read_package_catalogue(api.package)
        if catalogue is None:
            raise ServeError(f"the client {api.package.__name__} has no tools")
        policy = Policy(
            read_only=request.read_only,
            allow=request.selection.patterns or None,
            deny=request.selection.exclude,
        )
        try:
            return bind_api(api.name, api.package, client, catalogue, policy)
        except ValueError as error:
            raise PolicyError(str(error)) from None

    def _list_servers(self) -> Mapping[str, Any]:
        default = SimpleNamespace(url=self.server)
        if self._bound.client._config.base_url is not None:
            return {default.url: default}
        return {default.url: default, **list_servers(self.api.package)}


def open_gateway(request: GatewayRequest, redactor: Redactor | None = None) -> Gateway:
    """Open the API of a gateway; its client is built into the cache unless it exists.

    Args:
        request: what to serve, and the policy.
        redactor: gets the secrets; None for a new one.

    Raises:
        DocumentError: the target is unknown, or its document cannot be read.
        InvalidDocumentError: the document is invalid.
        OutputError: the client cannot be written.
        ServeError: the credentials or the policy cannot be used, or the audit log not be written.
    """
    (api,) = open_apis((request.target,), request.configuration)
    return Gateway(request, api, Redactor() if redactor is None else redactor)
