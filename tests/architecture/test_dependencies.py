"""The dependencies in pyproject.toml are the distributions that the generator imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.architecture.modules import REPOSITORY

# Starlette imports it for the forms that the gateway reads.
_IMPORTED_BY_OTHERS = {"python-multipart"}
# Black runs as a command. `typing_extensions` is imported for type checkers, which bring it.
_COMMANDS = {"black"}
_FOR_TYPE_CHECKERS = {"typing_extensions"}
_NAME = re.compile(r"[\w.-]+")


def _declared() -> set[str]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    tables = project["project"]
    extras = tables["optional-dependencies"]
    lines = (*tables["dependencies"], *extras["agent"], *extras["explore"])
    names = (_NAME.match(line) for line in lines)
    return {_normalized(name[0]) for name in names if name}


def _normalized(name: str) -> str:
    """The name of a distribution as the package index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported_packages() -> Iterator[str]:
    """The top-level packages of all absolute imports."""
    for path in (REPOSITORY / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    yield from (name.name.partition(".")[0] for name in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0]
                case _:
                    pass


def test_every_imported_distribution_is_declared_and_imported() -> None:
    packages = set(_imported_packages()) - sys.stdlib_module_names - {"generator"}
    packages -= _FOR_TYPE_CHECKERS
    distributions = packages_distributions()
    imported = {_normalized(distributions[package][0]) for package in packages}
    assert imported | _COMMANDS | _IMPORTED_BY_OTHERS == _declared()
