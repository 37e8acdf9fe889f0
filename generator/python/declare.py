"""Declare every file of a client: the entry point of the Python backend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.ir.api import Api
from generator.naming.environment_names import EnvironmentNames, name_environment
from generator.naming.names import Names
from generator.python.arrangement import Arrangement, arrange_modules
from generator.python.client import client_module, options_module
from generator.python.declarations import Module, VerbatimFile
from generator.python.errors import errors_module
from generator.python.models import ModelModules
from generator.python.operations import OperationModules
from generator.python.packages import package_modules, root_module
from generator.python.readme import readme
from generator.python.resources import ResourceModules
from generator.python.runtime_features import features_of
from generator.python.runtime_files import runtime_files
from generator.python.security import credentials_module
from generator.python.servers import servers_module
from generator.python.shared_runtime import share_runtime
from generator.python.tools import TOOLS, tools_modules
from generator.python.types import TypeWriter
from generator.python.webhooks import webhooks_module


def declare(
    api: Api,
    names: Names,
    package: str,
    arrangement: Arrangement | None = None,
    left_out: Sequence[tuple[str, str]] = (),
    runtime: str | None = None,
    environment: EnvironmentNames | None = None,
    catalogue: str | None = None,
) -> Iterator[Module]:
    """Declare every file of the client, in the order in which they are written.

    Args:
        api: the API, or the selected part of it.
        names: the names of everything in `api`.
        package: the name of the client's package.
        arrangement: the arrangement of the complete client, if `api` is only a part.
        left_out: the invalid parts of the document that `api` lacks, for the README: the location
            of each, and what was omitted.
        runtime: the package of a runtime that the client shares with others; None for a runtime
            of its own.
        environment: the environment variables of the client; None for those named by default.
        catalogue: the operations as JSON, for a client with tools; None for one without.
    """
    if environment is None:
        environment = name_environment(package, api.title, api.security)
    modules = _declare(
        api, names, package, arrangement, left_out, environment, catalogue
    )
    return modules if runtime is None else share_runtime(modules, runtime)


def _declare(
    api: Api,
    names: Names,
    package: str,
    arrangement: Arrangement | None,
    left_out: Sequence[tuple[str, str]],
    environment: EnvironmentNames,
    catalogue: str | None,
) -> Iterator[Module]:
    arrangement = arrangement or arrange_modules(api, names)
    features = features_of(api)
    writer = TypeWriter(api, names, arrangement.types)
    models = list(ModelModules(api, names, arrangement, writer).modules())
    operations = tuple(
        OperationModules(api, names, arrangement.operations, writer).modules()
    )
    resources = ResourceModules(names, arrangement.resources, operations)
    errors = errors_module(api, names, features, writer)
    yield root_module(api, features, errors)
    yield client_module(api, names, resources, environment)
    yield from credentials_module(api, names)
    yield from servers_module(api, names)
    yield options_module(api)
    yield errors
    if api.webhooks:
        yield webhooks_module(api, names, writer)
    yield readme(api, names, package, operations, left_out, environment)
    yield VerbatimFile("py.typed", b"")
    yield from package_modules(features, models, operations)
    yield from operations
    yield from resources.modules()
    yield from models
    if catalogue is not None:
        yield from tools_modules(api.title, catalogue)
        features = (*features, TOOLS)
    yield from runtime_files(features)
