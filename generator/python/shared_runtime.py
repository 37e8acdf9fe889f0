"""Clients that share a runtime: imports of `_runtime` become imports of another package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.python.declarations import (
    ClientModule,
    CredentialsModule,
    ErrorsModule,
    Module,
    OperationsModule,
    OptionsModule,
    PackageModule,
    ResourcesModule,
    RootModule,
    ServersModule,
    ToolsModule,
    TypesModule,
    VerbatimFile,
    WebhooksModule,
)
from generator.python.imports import ImportGroup, Imports
from generator.python.runtime_names import RUNTIME

_OWN = re.compile(rf"\.*{RUNTIME}\b")


def share_runtime(modules: Iterable[Module], runtime: str) -> Iterator[Module]:
    """The modules of a client that uses the package `runtime`, without a runtime of its own."""
    for module in modules:
        match module:
            case VerbatimFile(path=path) if path.startswith(f"{RUNTIME}/"):
                continue
            case PackageModule(loader=loader):
                names = _group(module.runtime, runtime)
                loader = _shared(loader, runtime)
                yield replace(module, loader=loader, runtime=names)
            case RootModule(loader=loader):
                own, shared = _split(module.modules, runtime)
                loader = _shared(loader, runtime)
                yield replace(module, modules=own, shared=shared, loader=loader)
            case ErrorsModule(common=common):
                own, shared = _split(common, runtime)
                imports = _imports(module.imports, runtime)
                yield replace(module, common=own, shared=shared, imports=imports)
            case (
                ClientModule()
                | CredentialsModule()
                | OperationsModule()
                | OptionsModule()
                | ResourcesModule()
                | ServersModule()
                | ToolsModule()
                | TypesModule()
                | WebhooksModule()
            ):
                yield replace(module, imports=_imports(module.imports, runtime))
            case _:
                yield module


def _split(modules: ImportGroup, runtime: str) -> tuple[ImportGroup, ImportGroup]:
    """The modules of the client itself, and those of the runtime by their full names."""
    own = tuple(each for each in modules if not _OWN.match(each[0]))
    shared = tuple(
        (_shared(module, runtime), names)
        for module, names in modules
        if _OWN.match(module)
    )
    return own, shared


def _imports(imports: Imports, runtime: str) -> Imports:
    return replace(
        imports,
        local=_group(imports.local, runtime),
        typing_local=_group(imports.typing_local, runtime),
    )


def _group(group: ImportGroup, runtime: str) -> ImportGroup:
    """The group with the runtime's modules first, as absolute imports go before relative ones."""
    own, shared = _split(group, runtime)
    return (*shared, *own)


def _shared(module: str, runtime: str) -> str:
    return _OWN.sub(runtime, module, count=1)
