# SPDX-License-Identifier: MIT
"""An API that an agent can call: its catalogue, and a client that sends the calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from .catalogue import Catalogue, CatalogueOperation, read_catalogue
from .policy import Policy

DATA_FILE: Final = "tools.json"
_NAME: Final = re.compile(r"\w[\w-]*")
_SUFFIX: Final = "_client"


@dataclass(frozen=True, slots=True)
class BoundApi:
    """An API that an agent can call.

    Attributes:
        name: What tools are qualified by where two APIs have the same: `stripe`.
        package: The package of its client.
        client: A client, synchronous or not: of any package, so without a common type.
        catalogue: Its operations.
        operations: Those that the policy allows.
    """

    name: str
    package: ModuleType
    client: Any
    catalogue: Catalogue
    operations: tuple[CatalogueOperation, ...]

    @property
    def is_async(self) -> bool:
        """Whether the client is asynchronous."""
        return isinstance(self.client, self.package.AsyncClient)

    @property
    def error(self) -> type[Exception]:
        """The base class of the errors of the client."""
        error: type[Exception] = self.package.ApiError
        return error

    @property
    def response_error(self) -> type[Exception]:
        """The class of errors about responses that do not fit the document."""
        error: type[Exception] = self.package.ApiResponseError
        return error

    def function(self, operation: CatalogueOperation) -> Callable[..., Any]:
        """Return the function of an operation, or its asynchronous twin."""
        name = operation.function
        if self.is_async:
            name = f"{name.rstrip('_')}_async"
        function: Callable[..., Any] = getattr(self.package.operations, name)
        return function


def bind_api(
    name: str, package: ModuleType, client: Any, catalogue: Catalogue, policy: Policy
) -> BoundApi:
    """Return an API with the operations that a policy allows.

    Raises:
        ValueError: a pattern of the policy matches no operation.
    """
    # So that `package.operations` is there.
    import_module(f"{package.__name__}.operations")
    operations = policy.select(catalogue.operations)
    return BoundApi(name, package, client, catalogue, operations)


def api_name(api: str, package: ModuleType) -> str:
    """Return the name of an API: the one it is registered by, unless that is a path or a URL.

    Then it is the name of its package: `stripe` for `stripe_client`.
    """
    if _NAME.fullmatch(api):
        return api.removesuffix(_SUFFIX) or api
    folder = Path(str(package.__file__)).parent.name
    return folder.removesuffix(_SUFFIX) or folder


def package_of(client: object) -> ModuleType:
    """Return the package of a client, also of one of a subclass of its class.

    Raises:
        TypeError: `client` is not a client that codegen generated.
    """
    owners = [cls for cls in type(client).__mro__ if "api" in vars(cls)]
    if not owners:
        raise TypeError(
            f"{type(client).__name__} is not a client of a generated package"
        )
    return import_module(owners[-1].__module__.rpartition(".")[0])


def read_package_catalogue(package: ModuleType) -> Catalogue | None:
    """Return the catalogue that a client contains; None if it was built without tools.

    Raises:
        ValueError: the file is invalid, or of another version of codegen.
    """
    path = Path(str(package.__file__)).with_name(DATA_FILE)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    try:
        return read_catalogue(text)
    except ValueError as error:
        raise ValueError(f"{path}: {error}; build the client again") from None
