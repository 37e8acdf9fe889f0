"""Import rules of the generator: between its packages, of libraries, inside of functions."""

from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter

from tests.architecture.modules import ImportStatement, imports, package_of, paths

# The packages that each package may import. Packages are listed bottom-up, so there are no cycles.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "runtime": set(),
    "source": {"core"},
    "ir": {"core", "runtime"},
    "openapi": {"core", "source"},
    "lower": {"core", "runtime", "ir", "openapi"},
    "naming": {"core", "runtime", "ir"},
    "python": {"core", "ir", "naming"},
    "catalogue": {"core", "runtime", "ir", "naming", "python"},
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
        *("core", "runtime", "source", "ir", "naming", "python", "catalogue", "output"),
        *("render", "interface_diff", "slicing", "config", "frontend"),
    },
    "agent": {"runtime", "workflows"},
    "serving": {"core", "runtime", "source", "workflows", "agent"},
    "mcp": {"core", "runtime", "workflows", "agent", "serving"},
    "gateway": {"core", "runtime", "source", "workflows", "agent", "serving"},
    "explorer": {"core", "runtime", "catalogue", "output", "render", "serving"},
    "cli": {
        *("core", "source", "naming", "output", "render", "interface_diff", "slicing"),
        *("config", "frontend", "workflows", "serving", "mcp", "gateway", "explorer"),
    },
    # The public API.
    "": {"core", "source", "output", "slicing", "config", "frontend", "workflows"},
    "__main__": {"cli"},
}
# Only the front half of the compiler reads documents; what people use stands on the model.
READS_DOCUMENTS = {"openapi", "lower", "frontend"}

# Third-party libraries by the package that may import them.
LIBRARIES = {
    "source": {"httpx2", "jsonpath_rfc9535", "yaml"},
    "openapi": {
        *("attrs", "jsonschema", "jsonschema_rs", "referencing", "regex"),
        *("openapi_schema_validator", "openapi_spec_validator"),
    },
    "output": {"platformdirs"},
    "render": {"jinja2", "packaging"},
    "cli": {"click"},
    "runtime": {"httpx2"},
    "serving": {"httpx2", "keyring", "uvicorn"},
    "mcp": {"mcp", "mcp_types"},
    "gateway": {"httpx2", "starlette"},
    "explorer": {"jinja2", "markdown_it", "markupsafe", "nh3", "starlette"},
}

# Available to every type checker, whether or not it is installed.
TYPE_CHECKING_LIBRARIES = {"typing_extensions"}

VALIDATOR = "generator.openapi.validation.validate"
HTTP_TRANSPORT = "generator.runtime.http.httpx_transport"
LIVE_TRANSPORT = "generator.runtime.http.live_httpx_transport"
OPEN_STREAM = "generator.runtime.streaming.open_stream"
REDIRECTS = "generator.runtime.http.redirects"
FETCH = "generator.source.load.fetch"
JSONPATH = "generator.source.overlay.jsonpath"
SWAGGER = "generator.openapi.swagger2.convert_document"
EXCHANGE = "generator.output.exchange"
LIST_PAGE = "generator.runtime.paging.list_page"
PROJECT_FILES = "generator.render.project_files"
SERVE = "generator.mcp.serve"
SERVE_HTTP = "generator.mcp.http"
KEYRING = "generator.serving.system_keyring"
EXPLORER_SERVER = "generator.cli.explorer_server"
HOST_CONFIGURATION = "generator.mcp.host_configuration"
SERVE_GATEWAY = "generator.gateway.serve"
COMMANDS = "generator.cli.commands"
BUILD_INTO_CACHE = "generator.workflows.build_into_cache"

# Modules imported inside of a function, and the one module that imports them: they or their library
# are slow to import, and many runs do not need them.
DEFERRED_IMPORTS = {
    HTTP_TRANSPORT: "generator.runtime.client.client",
    LIVE_TRANSPORT: "generator.runtime.client.live_clients",
    OPEN_STREAM: "generator.runtime.client.streams",
    LIST_PAGE: "generator.runtime.paging.rules",
    REDIRECTS: "generator.runtime.client.client",
    FETCH: "generator.source.load.source",
    JSONPATH: "generator.source.overlay.compile_query",
    SWAGGER: "generator.openapi.swagger2.convert_swagger2",
    EXCHANGE: "generator.output.replace_folder",
    PROJECT_FILES: "generator.workflows.build",
    SERVE: "generator.cli.mcp",
    SERVE_HTTP: "generator.mcp.serve",
    KEYRING: "generator.serving.apis",
    HOST_CONFIGURATION: "generator.cli.mcp",
    EXPLORER_SERVER: "generator.cli.explore",
    SERVE_GATEWAY: "generator.cli.gateway",
    VALIDATOR: "generator.openapi.validation.process",
    COMMANDS: "generator.cli.process",
    BUILD_INTO_CACHE: "generator.workflows.open_client",
}


# Modules that only a deferred module imports, so that they are deferred as well.
BEHIND_DEFERRED = {"generator.gateway.proxy": SERVE_GATEWAY}


def own_imports(module: str) -> list[ImportStatement]:
    """The modules of the generator that a module imports."""
    return [
        imported
        for imported in imports(module)
        if imported.module.startswith("generator")
    ]


def test_modules_import_allowed_packages_only() -> None:
    assert [
        (module, imported.module)
        for module in paths()
        for imported in own_imports(module)
        if package_of(imported.module)
        not in MAY_IMPORT[package_of(module)] | {package_of(module)}
    ] == []


def test_only_the_frontend_imports_lower_and_openapi() -> None:
    assert {
        package
        for package, allowed in MAY_IMPORT.items()
        if allowed & {"openapi", "lower"}
    } <= READS_DOCUMENTS


def test_modules_import_allowed_libraries_only() -> None:
    always = {"generator"} | sys.stdlib_module_names
    assert [
        (module, name)
        for module in paths()
        for imported in imports(module)
        for name in [imported.module.partition(".")[0]]
        if name not in always | LIBRARIES.get(package_of(module), set())
        and not (imported.is_for_types and name in TYPE_CHECKING_LIBRARIES)
    ] == []


def test_packages_are_listed_bottom_up() -> None:
    earlier: set[str] = set()
    for name, allowed in MAY_IMPORT.items():
        assert allowed <= earlier, f"{name} may import a package that is listed later"
        earlier.add(name)


def test_no_import_cycles() -> None:
    graph = {
        module: [
            imported.module
            for imported in own_imports(module)
            if not imported.is_for_types
        ]
        for module in paths()
    }
    # Raises CycleError, which names the modules of the cycle.
    assert set(TopologicalSorter(graph).static_order()) >= set(paths())


def test_only_slow_modules_are_imported_in_a_function() -> None:
    deferred = {
        (imported.module, module)
        for module in paths()
        for imported in imports(module)
        if imported.is_in_function
    }
    assert deferred == set(DEFERRED_IMPORTS.items())


def test_slow_modules_are_imported_in_a_function_only() -> None:
    assert [
        (module, imported.module)
        for module in paths()
        for imported in imports(module)
        if imported.module in DEFERRED_IMPORTS
        and module not in DEFERRED_IMPORTS
        and module not in BEHIND_DEFERRED
        and not imported.is_in_function
    ] == []


def test_http_library_imported_only_to_send_requests() -> None:
    importers = {
        module
        for module in paths()
        for imported in imports(module)
        if imported.module.partition(".")[0] == "httpx2" and not imported.is_for_types
    }
    assert importers == {
        *(HTTP_TRANSPORT, LIVE_TRANSPORT, FETCH),
        "generator.source.load.connect",
        *(
            "generator.runtime.http.deadlines",
            "generator.runtime.http.httpx_clients",
            "generator.runtime.http.httpx_errors",
            "generator.serving.http_client",
            "generator.gateway.addresses",
        ),
    }


def test_build_command_does_not_import_slow_libraries() -> None:
    program = "import sys, generator.cli.build; print(*sys.modules)"
    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {"httpx2", "jsonpath_rfc9535", "openapi_spec_validator"}.isdisjoint(
        process.stdout.split()
    )
