"""The agents of codegen: those of a client, for any client or document."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.agent.import_client import import_client
from generator.runtime.tools import agent
from generator.runtime.tools.bound_api import read_package_catalogue
from generator.runtime.tools.catalogue import Catalogue
from generator.workflows.open_client import ClientRequest, open_client, open_tools


class _OpensClients(agent.BaseAgent):
    """Opens APIs by the name of a configured client, the folder of a client, or a document.

    A client without tools gets them from the cache.
    """

    def _package(self, api: str) -> ModuleType:
        return import_client(open_client(ClientRequest(api)))

    def _catalogue(self, package: ModuleType) -> Catalogue:
        catalogue = read_package_catalogue(package)
        if catalogue is not None:
            return catalogue
        folder = open_tools(Path(str(package.__file__)).parent)
        return super()._catalogue(import_client(folder))


class Agent(_OpensClients, agent.Agent):
    """Calls operations of APIs as tools, asynchronously.

    `register_api` takes the name of a client in codegen.toml, the folder of a client, or the path
    or URL of a document, whose client is built into the cache. Beside the errors of
    `generator.runtime.tools.agent.Agent`, it raises those of `generator.build`.
    """

    async def _open_async(self, api: str, client: Any) -> tuple[ModuleType, Catalogue]:
        # In a thread: a build takes seconds, in which the event loop has other work.
        return await asyncio.to_thread(self._open, api, client)


class SyncAgent(_OpensClients, agent.SyncAgent):
    """Calls operations of APIs as tools: like `Agent`, without `await`."""
