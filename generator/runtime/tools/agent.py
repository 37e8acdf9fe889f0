# SPDX-License-Identifier: MIT
"""Agents: find, describe and call operations of APIs by name, with JSON arguments."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar, cast

from .bound_api import (
    BoundApi,
    api_name,
    bind_api,
    package_of,
    read_package_catalogue,
)
from .call_errors import unknown_operation
from .call_tool import CallRequest, Steps, call_steps
from .catalogue import Catalogue
from .file_access import FileAccess
from .policy import Policy
from .results import ToolResult
from .tool import Tool
from .tool_call import Hook
from .tool_set import ToolSet


class BaseAgent:
    """What agents have in common: the registered APIs, and a policy.

    Args:
        read_only: Allow only operations that read.
        allow: Patterns of operations that are allowed, of all APIs; by default, all operations.
        deny: Patterns of operations that are not allowed, whatever else allows them.
        before_call: Called with each call before it is made, for approval and logs. It refuses the
            call by returning False or raising `CallRefused`.
        upload_folders: Folders whose files may be sent. None by default.
        download_folder: Where downloads are written. Without it they are refused.

    Raises:
        TypeError: an argument has the wrong type.
        ValueError: `allow` is empty.
    """

    # The package of the client that this agent belongs to; None for agents of any API.
    home: ClassVar[str | None] = None
    client_class: ClassVar[str]

    def __init__(
        self,
        *,
        read_only: bool = False,
        allow: Iterable[str] | None = None,
        deny: Iterable[str] = (),
        before_call: Hook | None = None,
        upload_folders: Iterable[str | Path] = (),
        download_folder: str | Path | None = None,
    ) -> None:
        if isinstance(upload_folders, str | Path):
            raise TypeError("upload_folders must be a list of folders")
        if before_call is not None and not callable(before_call):
            raise TypeError("before_call must be a function")
        self._policy = Policy(read_only=read_only, allow=allow, deny=deny)
        self._before_call = before_call
        folder = None if download_folder is None else Path(download_folder)
        self._files = FileAccess(tuple(map(Path, upload_folders)), folder)
        self._apis: dict[str, BoundApi] = {}
        self._tool_set: ToolSet | None = None

    @property
    def tools(self) -> list[Tool]:
        """The tools that may be called, in the order of the documents.

        Raises:
            ValueError: a pattern of the policy matches no operation.
        """
        return list(self._tools())

    def search_tools(self, query: str, limit: int = 5) -> list[Tool]:
        """Return the tools that fit a query best, the best one first.

        Raises:
            ValueError: a pattern of the policy matches no operation.
        """
        return self._tools().search(query, limit)

    def get_tool(self, name: str) -> Tool:
        """Return a tool by its name, operationId, method or function; case does not matter.

        Raises:
            LookupError: there is none, it is not allowed, or several APIs have one.
            ValueError: a pattern of the policy matches no operation.
        """
        return self._tools().get(name)

    def _tools(self) -> ToolSet:
        if self._tool_set is None:
            self._tool_set = ToolSet(list(self._apis.values()), self._policy)
        return self._tool_set

    def _open(self, api: str, client: Any) -> tuple[ModuleType, Catalogue]:
        """Return the client package of an API and its catalogue.

        Args:
            api: The API.
            client: The client to call, of any package; None if one is to be created.

        Raises:
            LookupError: there is no such package, or it was built without tools.
            TypeError: the client is of another class than this agent calls.
        """
        package = self._package(api) if client is None else self._package_of(client)
        return package, self._catalogue(package)

    def _package(self, api: str) -> ModuleType:
        name = self.home or api
        try:
            return import_module(name)
        except ModuleNotFoundError:
            raise LookupError(f"there is no package {name!r}") from None

    def _package_of(self, client: Any) -> ModuleType:
        package = package_of(client)
        if not isinstance(client, getattr(package, self.client_class)):
            raise TypeError(
                f"{type(self).__name__} needs a client of the class "
                f"{package.__name__}.{self.client_class}"
            )
        return package

    def _catalogue(self, package: ModuleType) -> Catalogue:
        catalogue = read_package_catalogue(package)
        if catalogue is None:
            raise LookupError(
                f"{package.__name__} has no tools: build it with `codegen build --tools`"
            )
        return catalogue

    def _register(
        self,
        api: str,
        opened: tuple[ModuleType, Catalogue],
        client: Any,
        credentials: Any,
        base_url: str | None,
        policy: Policy,
    ) -> None:
        package, catalogue = opened
        if client is None:
            settings = {"base_url": base_url} if base_url is not None else {}
            positional = () if credentials is None else (credentials,)
            client = getattr(package, self.client_class)(*positional, **settings)
        name = api_name(api, package)
        if name in self._apis:
            raise ValueError(f"an API named {name!r} is registered already")
        self._apis[name] = bind_api(name, package, client, catalogue, policy)
        self._tool_set = None

    def _steps(
        self,
        name: str,
        arguments: Mapping[str, Any] | None,
        pages: int,
        fields: Iterable[str],
    ) -> Steps | ToolResult:
        """Return the steps of a call, or its result if there is nothing to call."""
        try:
            tool = self.get_tool(name)
        except LookupError as error:
            return unknown_operation(name, str(error))
        given = cast(Any, {} if arguments is None else arguments)
        if isinstance(given, Mapping):
            given = dict(cast(Mapping[str, Any], given))
        # A string is one path, not one for each of its characters.
        paths = (fields,) if isinstance(fields, str) else tuple(fields)
        request = CallRequest(self._apis[tool.api], tool.operation, given, pages, paths)
        return call_steps(request, self._files, self._before_call)


class Agent(BaseAgent):
    """Calls operations of APIs as tools, asynchronously.

        agent = Agent()
        await agent.register_api("stripe", credentials="sk_test_123")
        result = await agent.call_tool("PostCustomers", {"name": "Ada"})

    The arguments of the constructor are those of `BaseAgent`.
    """

    client_class = "AsyncClient"

    async def register_api(
        self,
        api: str,
        *,
        client: Any = None,
        credentials: Any = None,
        base_url: str | None = None,
        read_only: bool = False,
        allow: Iterable[str] | None = None,
        deny: Iterable[str] = (),
    ) -> None:
        """Register an API, whose operations become tools.

        Args:
            api: The API. Its name qualifies tools where two APIs have the same; that of a path or
                URL is the name of the client's package.
            client: The client to call. By default one is created.
            credentials: Credentials of that client; by default from the environment.
            base_url: URL of the server instead of the document's.
            read_only: Allow only operations of this API that read.
            allow: Patterns of operations of this API that are allowed; by default, all.
            deny: Patterns of operations of this API that are not allowed.

        Raises:
            LookupError: there is no client for this API, or it was built without tools.
            TypeError: an argument is wrong.
            ValueError: a pattern matches no operation, or the API is registered already.
        """
        policy = Policy(read_only=read_only, allow=allow, deny=deny)
        _check_settings(client, credentials, base_url)
        opened = await self._open_async(api, client)
        self._register(api, opened, client, credentials, base_url, policy)

    async def _open_async(self, api: str, client: Any) -> tuple[ModuleType, Catalogue]:
        """Return what `_open` returns. A subclass may run it in a thread."""
        return self._open(api, client)

    async def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        pages: int = 1,
        fields: Iterable[str] = (),
    ) -> ToolResult:
        """Call an operation.

        Args:
            name: Its operationId, method or function, or the tool's name for language models;
                case does not matter.
            arguments: The arguments of its function, as JSON.
            pages: For a paged list, how many pages to fetch at most.
            fields: Dotted paths of what `data` should have; empty for everything.

        Returns:
            The result. Wrong arguments and errors of the API are results, too.

        Raises:
            ValueError: a pattern of the policy matches no operation.
            Exception: what a hook raises, apart from `CallRefused`.
        """
        steps = self._steps(name, arguments, pages, fields)
        if isinstance(steps, ToolResult):
            return steps
        try:
            action = next(steps)
            while True:
                try:
                    outcome = action()
                    if inspect.isawaitable(outcome):
                        outcome = await outcome
                except Exception as error:
                    action = steps.throw(error)
                else:
                    action = steps.send(outcome)
        except StopIteration as end:
            result: ToolResult = end.value
            return result
        finally:
            # The call may have been cancelled.
            steps.close()


class SyncAgent(BaseAgent):
    """Calls operations of APIs as tools: like `Agent`, without `await`."""

    client_class = "Client"

    def register_api(
        self,
        api: str,
        *,
        client: Any = None,
        credentials: Any = None,
        base_url: str | None = None,
        read_only: bool = False,
        allow: Iterable[str] | None = None,
        deny: Iterable[str] = (),
    ) -> None:
        """Register an API; see `Agent.register_api`."""
        policy = Policy(read_only=read_only, allow=allow, deny=deny)
        _check_settings(client, credentials, base_url)
        opened = self._open(api, client)
        self._register(api, opened, client, credentials, base_url, policy)

    def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        pages: int = 1,
        fields: Iterable[str] = (),
    ) -> ToolResult:
        """Call an operation; see `Agent.call_tool`."""
        steps = self._steps(name, arguments, pages, fields)
        if isinstance(steps, ToolResult):
            return steps
        try:
            action = next(steps)
            while True:
                try:
                    outcome = _not_awaitable(action())
                except Exception as error:
                    action = steps.throw(error)
                else:
                    action = steps.send(outcome)
        except StopIteration as end:
            result: ToolResult = end.value
            return result
        finally:
            steps.close()


def _check_settings(client: Any, credentials: Any, base_url: str | None) -> None:
    """Check that only a client that is to be created gets settings.

    Raises:
        TypeError: there is a client already.
    """
    if client is not None and not (credentials is None and base_url is None):
        raise TypeError("pass credentials and base_url to the client instead")


def _not_awaitable(outcome: Any) -> Any:
    """Return the outcome of an action.

    Raises:
        TypeError: it would have to be awaited: an asynchronous hook, whose refusal would be lost.
    """
    if inspect.iscoroutine(outcome):
        outcome.close()
    if inspect.isawaitable(outcome):
        raise TypeError("the hook of a SyncAgent cannot be asynchronous: use Agent")
    return outcome
