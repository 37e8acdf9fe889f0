"""The stages of the compiler import one way: what each may know of the others, and of the world."""

from __future__ import annotations

import sys
from graphlib import TopologicalSorter

import pytest

from tests.architecture.modules import ImportStatement, imports, paths, stage

_SHARED = {"diagnostics", "pointer"}

# Each stage with all that it may import beside itself, in the order in which they come.
MAY_IMPORT = {
    "": set[str](),
    "version": set[str](),
    "collecting": set[str](),
    "pointer": set[str](),
    "printable": set[str](),
    "diagnostics": {"pointer"},
    "load": {"printable", *_SHARED},
    "spec": _SHARED,
    "lower": {"spec", *_SHARED},
    "runtime": set[str](),
    "naming": {"lower"},
    "python": {"lower", "naming"},
    "output": set[str](),
    "render": {"python", "output", *_SHARED},
    "configuration": {"diagnostics", "lower", "naming"},
    "accounting": {"lower", "naming", "pointer", "python", "spec"},
    "compile": {
        *("load", "spec", "lower", "naming", "python", "render", "output"),
        *("accounting", "configuration", *_SHARED),
    },
    "manifest": {"compile", "configuration", "load", "naming", "output", "version"},
    "check": {
        *("collecting", "compile", "configuration", "load", "manifest", "output"),
        *("render", *_SHARED),
    },
    "build": {
        *("load", "spec", "naming", "output", "accounting", "compile"),
        *("collecting", "configuration", "manifest", "render", *_SHARED),
    },
    "watch": set[str](),
    "cli": {
        *("build", "check", "configuration", "load", "manifest", "naming", "output"),
        *("printable", "render", "version", "watch", *_SHARED),
    },
    "__main__": {"cli"},
}

# Modules that reach farther than their stage, and what for.
EXCEPTIONS = {
    # The second process reads the text again: that is quicker than being handed the tree.
    ("generator.spec.validate_process", "generator.load"),
    ("generator.spec.validate_process", "generator.load.source"),
    # Names that the runtime has for itself cannot be given to anything else.
    ("generator.naming.reserved", "generator.runtime.client"),
    ("generator.naming.reserved", "generator.runtime.errors"),
    ("generator.naming.reserved", "generator.runtime.options"),
    ("generator.naming.reserved", "generator.runtime.pages"),
    ("generator.naming.reserved", "generator.runtime.resource"),
}

# Who may import what does not come with Python.
LIBRARIES = {
    "load": {"httpx2", "yaml"},
    "spec": {
        *("jsonschema", "jsonschema_rs", "jsonschema_path"),
        *("openapi_schema_validator", "openapi_spec_validator"),
    },
    "render": {"jinja2"},
    "cli": {"click"},
    "runtime": {"httpx2"},
}

# What every type checker has, whether or not it is installed.
FOR_TYPES = {"typing_extensions"}

# The modules that import the HTTP library, and who imports each of them, late: when a client sends
# its first request, and when a document is given by URL.
HTTP = {
    "generator.runtime.http_transport": "generator.runtime.client",
    "generator.load.fetch": "generator.load.source",
}


def own(module: str) -> list[ImportStatement]:
    """The imports of a module that are of the generator's own modules."""
    return [each for each in imports(module) if each.module.startswith("generator")]


@pytest.mark.parametrize("module", paths())
def test_a_module_imports_only_what_its_stage_may_know(module: str) -> None:
    allowed = MAY_IMPORT[stage(module)] | {stage(module)}
    assert [
        each.module
        for each in own(module)
        if stage(each.module) not in allowed and (module, each.module) not in EXCEPTIONS
    ] == []


@pytest.mark.parametrize("module", paths())
def test_a_module_imports_only_the_libraries_of_its_stage(module: str) -> None:
    allowed = LIBRARIES.get(stage(module), set()) | {"generator"}
    assert {
        name
        for each in imports(module)
        for name in [each.module.partition(".")[0]]
        if name not in allowed | sys.stdlib_module_names
        and not (each.is_for_types and name in FOR_TYPES)
    } == set()


def test_what_a_stage_may_import_comes_before_it() -> None:
    earlier: set[str] = set()
    for name, allowed in MAY_IMPORT.items():
        assert allowed <= earlier, f"{name} looks ahead"
        earlier.add(name)


def test_every_exception_is_needed() -> None:
    found = {(module, each.module) for module in paths() for each in own(module)}
    assert found >= EXCEPTIONS


def test_no_two_modules_import_each_other() -> None:
    graph = {
        module: [each.module for each in own(module) if not each.is_for_types]
        for module in paths()
    }
    # Raises CycleError, which names the modules in question.
    assert set(TopologicalSorter(graph).static_order()) >= set(paths())


@pytest.mark.parametrize("module", paths())
def test_only_what_imports_the_http_library_is_imported_in_a_function(
    module: str,
) -> None:
    late = {each.module for each in imports(module) if each.is_in_function}
    assert late == {http for http, importer in HTTP.items() if importer == module}


def test_the_http_library_is_imported_by_modules_that_are_imported_late() -> None:
    def importers(name: str) -> set[str]:
        return {
            module
            for module in paths()
            for each in imports(module)
            if each.module == name
        }

    assert importers("httpx2") == set(HTTP)
    assert {http: importers(http) for http in HTTP} == {
        http: {importer} for http, importer in HTTP.items()
    }


@pytest.mark.parametrize(
    "module", [each for each in paths() if stage(each) == "runtime"]
)
def test_the_runtime_finds_its_own_modules_under_any_name(module: str) -> None:
    text = paths()[module].read_text("utf-8")
    assert "import generator" not in text
    assert "from generator" not in text
