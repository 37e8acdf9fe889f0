"""The agents of codegen: those of a client, for any client or document."""

from __future__ import annotations

from types import ModuleType

from generator.agent.import_client import import_client
from generator.runtime.tools import agent
from generator.runtime.tools.bound_api import read_package_catalogue
from generator.runtime.tools.catalogue import Catalogue
from generator.workflows.open_client import ClientRequest, open_client


class _OpensClients(agent.BaseAgent):
    """Opens APIs by the name of a configured client, the folder of a client, or a document."""

    def _open(self, api: str) -> tuple[ModuleType, Catalogue]:
        package = import_client(open_client(ClientRequest(api)))
        return package, self._catalogue(package)

    def _catalogue(self, package: ModuleType) -> Catalogue:
        catalogue = read_package_catalogue(package)
        if catalogue is None:
            raise LookupError(f"{package.__name__} was built without --tools")
        return catalogue


class Agent(_OpensClients, agent.Agent):
    """Calls operations of APIs as tools, asynchronously.

    `register_api` takes the name of a client in codegen.toml, the folder of a client, or the path
    or URL of a document, whose client is built into the cache.
    """


class SyncAgent(_OpensClients, agent.SyncAgent):
    """Calls operations of APIs as tools: like `Agent`, without `await`."""
