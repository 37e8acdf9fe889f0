"""The python stage as one function: an `Api` and its `Names` to the modules of a client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.ir.api import Api
from generator.naming.names import Names
from generator.python.arrangement import Arrangement, arrangement_of
from generator.python.client_modules import (
    client_module,
    errors_module,
    options_module,
)
from generator.python.declarations import Module, VerbatimFile
from generator.python.operation_modules import OperationModules
from generator.python.package_modules import package_modules, root_module
from generator.python.readme import readme
from generator.python.resource_modules import ResourceModules
from generator.python.runtime_features import features_of
from generator.python.runtime_files import runtime_files
from generator.python.security import credentials_module
from generator.python.servers import servers_module
from generator.python.shared_runtime import share_runtime
from generator.python.type_modules import TypeModules
from generator.python.types import TypeWriter
from generator.python.webhooks_module import webhooks_module


def declare(
    api: Api,
    names: Names,
    package: str,
    arrangement: Arrangement | None = None,
    left_out: Sequence[tuple[str, str]] = (),
    runtime: str | None = None,
) -> Iterator[Module]:
    """Every file of the client `package`, as declarations.

    `arrangement`: that of the whole client, if `api` is a part of one. `left_out` is what its
    document had besides: where, and what became of it. `runtime` is the package of a runtime that
    the client shares with others; without one, the client has its own.
    """
    modules = _declare(api, names, package, arrangement, left_out)
    return modules if runtime is None else share_runtime(modules, runtime)


def _declare(
    api: Api,
    names: Names,
    package: str,
    arrangement: Arrangement | None,
    left_out: Sequence[tuple[str, str]],
) -> Iterator[Module]:
    arrangement = arrangement or arrangement_of(api, names)
    writer = TypeWriter(api, names, arrangement.types)
    types = list(TypeModules(api, names, arrangement, writer).modules())
    operations = tuple(
        OperationModules(api, names, arrangement.operations, writer).modules()
    )
    resources = ResourceModules(names, arrangement.resources, operations)
    yield root_module(api)
    yield client_module(api, names, resources)
    yield from credentials_module(api, names)
    yield from servers_module(api, names)
    yield options_module(api)
    yield errors_module(api, names)
    if api.webhooks:
        yield webhooks_module(api, names, writer)
    yield readme(api, names, package, operations, left_out)
    yield VerbatimFile("py.typed", b"")
    yield from package_modules(types, operations)
    yield from operations
    yield from resources.modules()
    yield from types
    yield from runtime_files(features_of(api))
