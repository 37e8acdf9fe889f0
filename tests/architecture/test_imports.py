"""The stages of the compiler import one way: what each may know of the others, and of the world."""

from __future__ import annotations

import re
import subprocess
import sys
from graphlib import TopologicalSorter

from tests.architecture.modules import ImportStatement, imports, paths, stage

_SHARED = {"diagnostics", "json_value", "pointer"}

# Each stage with all that it may import beside itself, in the order in which they come.
MAY_IMPORT = {
    "": set[str](),
    "version": set[str](),
    "garbage_collection": set[str](),
    "cache": set[str](),
    "printable": set[str](),
    "file_names": set[str](),
    "json_value": set[str](),
    "data_fields": set[str](),
    "pointer": {"json_value"},
    "diagnostics": {"json_value", "pointer"},
    "codes": {"diagnostics"},
    "load": {"printable", *_SHARED},
    "overlay": {"load", *_SHARED},
    "bundle": {"data_fields", "load", "overlay", "printable", *_SHARED},
    "spec": {"data_fields", "garbage_collection", "printable", *_SHARED},
    "upgrade": {"load", *_SHARED},
    "leniency": {"bundle", "load", "overlay", "printable", "spec", *_SHARED},
    "attempt": {"leniency", "load", "spec", *_SHARED},
    "lower": {"spec", *_SHARED},
    "runtime": set[str](),
    "naming": {"json_value", "lower"},
    "python": {"file_names", "json_value", "lower", "naming"},
    "output": {"file_names", "json_value"},
    "render": {"python", "output", *_SHARED},
    "diff": {"printable", "python", "output"},
    "selection": {"lower", "spec", *_SHARED},
    "configuration": {"load", "lower", "naming", "selection", *_SHARED},
    "usage": {"lower", "naming", "python", "selection", *_SHARED},
    "whole": {"configuration", "load", "lower", "naming", "spec", *_SHARED},
    "parts": {"lower", "naming", "selection", "spec", "whole", *_SHARED},
    "accounting": {"parts", "python", "spec", *_SHARED},
    "compile": {
        *("leniency", "load", "spec", "lower", "naming", "python", "render", "output"),
        *("accounting", "configuration", "parts", "usage", "whole"),
        *_SHARED,
    },
    "manifest": {"compile", "configuration", "load", "naming", "output", "version"},
    "check": {
        *("attempt", "compile", "configuration", "garbage_collection", "leniency"),
        *("load", "manifest", "output", "render", "upgrade", *_SHARED),
    },
    "remembered": {
        *("accounting", "cache", "configuration", "leniency", "load", "naming"),
        *("parts", "render", *_SHARED),
    },
    "build": {
        *("attempt", "leniency", "remembered", "upgrade"),
        *("load", "bundle", "naming", "output", "accounting", "compile"),
        *("garbage_collection", "configuration", "manifest", "parts", "render"),
        *_SHARED,
    },
    "listing": {
        *(
            "attempt",
            "bundle",
            "garbage_collection",
            "configuration",
            "load",
            "lower",
            "naming",
        ),
        *("python", "selection", "upgrade", "whole", *_SHARED),
    },
    "comparison": {
        *("attempt", "bundle", "garbage_collection", "compile", "configuration"),
        *(
            "diff",
            "leniency",
            "load",
            "lower",
            "manifest",
            "naming",
            "output",
            "spec",
            "upgrade",
        ),
        *_SHARED,
    },
    "watch": set[str](),
    "cli": {
        *("accounting", "attempt", "build", "check", "comparison", "configuration"),
        *(
            "bundle",
            "codes",
            "diff",
            "leniency",
            "listing",
            "load",
            "manifest",
            "naming",
            "output",
            "parts",
        ),
        *("printable", "render", "selection", "usage", "version", "watch"),
        *_SHARED,
    },
    "__main__": {"cli"},
}

# Modules that reach farther than their stage, and what for.
EXCEPTIONS = {
    # The second process reads the text again: that is quicker than being handed the tree.
    ("generator.spec.validate_process", "generator.load"),
    ("generator.spec.validate_process", "generator.load.source"),
    # Which answers are streams is for those to say who read them.
    ("generator.lower.streams", "generator.runtime.framings"),
    ("generator.lower.media_types", "generator.runtime.media_types"),
    # Names that the runtime has for itself cannot be given to anything else.
    ("generator.naming.reserved", "generator.runtime.client"),
    ("generator.naming.reserved", "generator.runtime.errors"),
    ("generator.naming.reserved", "generator.runtime.options"),
    ("generator.naming.reserved", "generator.runtime.pages"),
    ("generator.naming.reserved", "generator.runtime.resource"),
}

# Who may import what does not come with Python.
LIBRARIES = {
    "cache": {"platformdirs"},
    "load": {"httpx2", "yaml"},
    "overlay": {"iregexp_check", "jsonpath_rfc9535", "regex"},
    "spec": {
        *("jsonschema", "jsonschema_rs", "jsonschema_path", "regex"),
        *("openapi_schema_validator", "openapi_spec_validator"),
    },
    "render": {"jinja2"},
    "cli": {"click"},
    "runtime": {"httpx2"},
}

# What every type checker has, whether or not it is installed.
FOR_TYPES = {"typing_extensions"}

VALIDATOR = "generator.spec.validate"
HTTP_TRANSPORT = "generator.runtime.http_transport"
FETCH = "generator.load.fetch"
FORMS = "generator.cli.forms"
JSONPATH = "generator.overlay.jsonpath"
SWAGGER = "generator.upgrade.document"
EXCHANGE = "generator.output.exchange"

# Modules that one other imports when it first needs them, because they or their library are slow
# to import, or they are all that codegen can say, and many a run does without: the importer.
LATE = {
    HTTP_TRANSPORT: "generator.runtime.client",
    FETCH: "generator.load.source",
    JSONPATH: "generator.overlay.compile",
    SWAGGER: "generator.upgrade.upgraded",
    EXCHANGE: "generator.output.swap",
    VALIDATOR: "generator.spec.validate_process",
    FORMS: "generator.cli.messages",
}


def own(module: str) -> list[ImportStatement]:
    """The imports of a module that are of the generator's own modules."""
    return [each for each in imports(module) if each.module.startswith("generator")]


def test_modules_import_only_what_their_stage_may_know() -> None:
    assert [
        (module, imported.module)
        for module in paths()
        for imported in own(module)
        if stage(imported.module) not in MAY_IMPORT[stage(module)] | {stage(module)}
        and (module, imported.module) not in EXCEPTIONS
    ] == []


def test_modules_import_only_the_libraries_of_their_stage() -> None:
    always = {"generator"} | sys.stdlib_module_names
    assert [
        (module, name)
        for module in paths()
        for imported in imports(module)
        for name in [imported.module.partition(".")[0]]
        if name not in always | LIBRARIES.get(stage(module), set())
        and not (imported.is_for_types and name in FOR_TYPES)
    ] == []


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


def test_only_modules_with_a_slow_library_are_imported_in_a_function() -> None:
    late = {
        (imported.module, module)
        for module in paths()
        for imported in imports(module)
        if imported.is_in_function
    }
    assert late == set(LATE.items())


def test_modules_with_a_slow_library_are_imported_in_a_function_only() -> None:
    assert [
        (module, imported.module)
        for module in paths()
        for imported in imports(module)
        if imported.module in LATE and not imported.is_in_function
    ] == []


def test_the_http_library_is_imported_by_what_sends_requests_only() -> None:
    importers = {
        module
        for module in paths()
        for each in imports(module)
        if each.module.partition(".")[0] == "httpx2"
    }
    assert importers == {HTTP_TRANSPORT, FETCH}


def test_a_slow_library_is_not_imported_by_what_builds_without_it() -> None:
    program = "import sys, generator.cli.build_command; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {"httpx2", "jsonpath_rfc9535", "openapi_spec_validator"}.isdisjoint(
        ran.stdout.split()
    )


def test_the_runtime_finds_its_own_modules_under_any_name() -> None:
    """A client has a copy of it in a package with another name."""
    assert [
        module
        for module, path in paths().items()
        if stage(module) == "runtime"
        if re.search(r"(import|from) generator", path.read_text("utf-8"))
    ] == []
