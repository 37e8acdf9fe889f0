"""The runtime as files of a client: the modules of its features and what these import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.python.declarations import VerbatimFile
from generator.python.runtime_features import Feature
from generator.python.runtime_names import RUNTIME

# Of our own files, in which every import is of this form.
_IMPORT = re.compile(r"^ *from (\.+)([\w.]*) import (\([^)]*\)|[^\n]*)$", re.MULTILINE)
# Imported in a function, by its name.
_NAME = re.compile(r"\w+")


def runtime_files(features: Iterable[Feature] | None = None) -> Iterator[VerbatimFile]:
    """The runtime of a client with these features; all of it without any."""
    if features is None:
        modules = {
            path.removesuffix("__init__").strip("/").replace("/", ".")
            for path in _files()
        }
    else:
        modules = runtime_modules(
            name for feature in features for name in feature.modules
        )
    for path in sorted(map(_path_of, modules)):
        yield VerbatimFile(f"{RUNTIME}/{path}.py", _files()[path])


def runtime_modules(roots: Iterable[str]) -> set[str]:
    """`roots` and every module that they import, directly or not, with their packages."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imported_modules(module, _files()[_path_of(module)].decode())
            if module:
                waiting.append(module.rpartition(".")[0])
    return found


def imported_modules(module: str, source: str) -> Iterator[str]:
    """The runtime modules that one imports, also for type checkers or in a function."""
    package = module.split(".")[:-1]
    for dots, path, names in _IMPORT.findall(source):
        base = [*package[: len(package) + 1 - len(dots)], *filter(None, [path])]
        if path:
            yield ".".join(base)
        else:
            yield from (".".join([*base, name]) for name in _NAME.findall(names))


def _path_of(module: str) -> str:
    path = module.replace(".", "/")
    package = f"{path}/__init__".removeprefix("/")
    return package if package in _files() else path


@cache
def _files() -> Mapping[str, bytes]:
    """Each file of the runtime by its path, without its suffix."""
    return dict(_read(files("generator.runtime"), ""))


def _read(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _read(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{path}{entry.name.removesuffix('.py')}", entry.read_bytes()
