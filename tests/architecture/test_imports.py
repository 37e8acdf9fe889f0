"""The stages of the compiler import one way: what each may know of the others, and of the world."""

from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter

from tests.architecture.modules import ImportStatement, imports, paths, stage

# Each package with the packages it may import; the table is in order, so no import leads back up.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "runtime": set(),
    "source": {"core"},
    "ir": {"core"},
    "openapi": {"core", "source"},
    "lower": {"core", "runtime", "ir", "openapi"},
    "naming": {"core", "runtime", "ir"},
    "python": {"core", "ir", "naming"},
    "output": {"core"},
    "render": {"core", "python", "output"},
    "interface_diff": {"core", "python", "output"},
    "slicing": {"core", "ir", "naming", "python"},
    "config": {"core", "source", "ir", "naming", "slicing"},
    "frontend": {
        *("core", "source", "ir", "openapi", "lower", "naming", "python", "slicing"),
        "config",
    },
    "workflows": {
        *("core", "source", "ir", "naming", "python", "output", "render"),
        *("interface_diff", "slicing", "config", "frontend"),
    },
    "cli": {
        *("core", "source", "naming", "output", "render", "interface_diff", "slicing"),
        *("config", "frontend", "workflows"),
    },
    # The public API.
    "": {"core", "source", "output", "slicing", "config", "frontend", "workflows"},
    "__main__": {"cli"},
}
# Only the front half of the compiler reads documents; what people use stands on the model.
READS_DOCUMENTS = {"openapi", "lower", "frontend"}

# Third-party libraries by the package that may import them.
LIBRARIES = {
    "source": {"httpx2", "iregexp_check", "jsonpath_rfc9535", "regex", "yaml"},
    "openapi": {
        *("attrs", "jsonschema", "jsonschema_rs", "referencing", "regex"),
        *("openapi_schema_validator", "openapi_spec_validator"),
    },
    "output": {"platformdirs"},
    "render": {"jinja2"},
    "cli": {"click"},
    "runtime": {"httpx2"},
}

# What every type checker has, whether or not it is installed.
FOR_TYPES = {"typing_extensions"}

VALIDATOR = "generator.openapi.validation.validate"
HTTP_TRANSPORT = "generator.runtime.http.httpx_transport"
FETCH = "generator.source.load.fetch"
JSONPATH = "generator.source.overlay.jsonpath"
SWAGGER = "generator.openapi.swagger2.convert_document"
EXCHANGE = "generator.output.exchange"

# Modules that one other imports when it first needs them, because they or their library are slow
# to import, and many a run does without: the importer.
LATE = {
    HTTP_TRANSPORT: "generator.runtime.client.client",
    FETCH: "generator.source.load.source",
    JSONPATH: "generator.source.overlay.compile_query",
    SWAGGER: "generator.openapi.swagger2.convert_swagger2",
    EXCHANGE: "generator.output.replace_folder",
    VALIDATOR: "generator.openapi.validation.process",
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
    ] == []


def test_only_the_frontend_imports_lower_and_openapi() -> None:
    assert {
        package
        for package, allowed in MAY_IMPORT.items()
        if allowed & {"openapi", "lower"}
    } <= READS_DOCUMENTS


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
    program = "import sys, generator.cli.build; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {"httpx2", "jsonpath_rfc9535", "openapi_spec_validator"}.isdisjoint(
        ran.stdout.split()
    )
