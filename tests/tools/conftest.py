"""The client of shop.yaml with tools, a server for it, and agents that call it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest

from generator.config import ClientOptions
from generator.runtime.tools.results import ToolResult
from generator.source.load import read_source
from tests.cases.building import write
from tests.catalogue.clients import client_with_tools
from tests.compiling import compiled_client
from tests.tools.shop_server import SECRET, Shop, open_shop

__all__ = ["client_with_tools"]

Call: TypeAlias = Callable[..., ToolResult]
DOCUMENT = Path(__file__).with_name("shop.yaml")
PACKAGE = "shop_client"


@pytest.fixture(scope="session")
def shop_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The client of shop.yaml, built with tools and imported."""
    folder = tmp_path_factory.mktemp("shop")
    options = ClientOptions(tools=True, effects={"SearchOrders": "read"})
    files = compiled_client(read_source(DOCUMENT), PACKAGE, options).files
    write({file.path: file.content for file in files}, folder / PACKAGE)
    sys.path.insert(0, str(folder))
    package = import_module(PACKAGE)
    import_module(f"{PACKAGE}.tools")
    yield package
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def shop() -> Iterator[Shop]:
    """The server."""
    with open_shop() as running:
        yield running


@pytest.fixture
def agent(shop_package: ModuleType) -> Any:
    """An agent whose tools are not called."""
    made = shop_package.tools.SyncAgent()
    made.register_api("shop", base_url="http://127.0.0.1:1", credentials=SECRET)
    return made


@pytest.fixture(params=["SyncAgent", "Agent"])
def call(request: pytest.FixtureRequest, shop_package: ModuleType, shop: Shop) -> Call:
    """Calls a tool of the shop: `call(name, arguments, agent={…}, api={…}, pages=2)`."""

    def call_sync(
        name: str,
        arguments: Any = None,
        *,
        agent: dict[str, Any] | None = None,
        api: dict[str, Any] | None = None,
        **options: Any,
    ) -> Any:
        made = shop_package.tools.SyncAgent(**agent or {})
        with shop_package.Client(SECRET, base_url=shop.url, max_retries=0) as client:
            made.register_api("shop", client=client, **api or {})
            return made.call_tool(name, arguments, **options)

    def call_async(
        name: str,
        arguments: Any = None,
        *,
        agent: dict[str, Any] | None = None,
        api: dict[str, Any] | None = None,
        **options: Any,
    ) -> Any:
        async def run() -> Any:
            made = shop_package.tools.Agent(**agent or {})
            client = shop_package.AsyncClient(SECRET, base_url=shop.url, max_retries=0)
            async with client:
                await made.register_api("shop", client=client, **api or {})
                return await made.call_tool(name, arguments, **options)

        return asyncio.run(run())

    return call_sync if request.param == "SyncAgent" else call_async
