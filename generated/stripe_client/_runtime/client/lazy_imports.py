# SPDX-License-Identifier: MIT
"""Names that are imported on first use."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(
    package: str, modules: Mapping[str, str], shared: Mapping[str, str] | None = None
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` (PEP 562) for `package`, whose names live in `modules`.

    `modules` gives the names that each submodule has, with spaces between them. A name is
    imported the first time it is asked for, and is an ordinary attribute of the package from
    then on. `shared` gives those of modules outside of the package, by their full names or relative
    to it.
    """

    sources = {f"{package}.{module}": names for module, names in modules.items()}
    homes = {
        name: module
        for module, names in {**sources, **(shared or {})}.items()
        for name in names.split()
    }

    def load(name: str) -> Any:
        module = homes.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    def listed() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    return load, listed
