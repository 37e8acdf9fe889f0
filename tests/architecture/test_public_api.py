"""The public Python API: the names that `generator` exports, documented and usable."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import generator
from generator import BuildRequest, DocumentRequest, build, check, load_api
from generator.workflows.check import CheckRequest
from tests.cases.building import document_of

PUBLIC = {
    *("BuildRequest", "BuildResult", "CheckRequest", "CheckResult", "ClientOptions"),
    *("Diagnostic", "DiffRequest", "DiffResult", "DocumentError", "DocumentRequest"),
    *("InvalidDocumentError", "LoadedApi", "OutputError", "Selection", "__version__"),
    *("build", "check", "diff", "load_api"),
}


def test_all_lists_the_public_names() -> None:
    assert set(generator.__all__) == PUBLIC
    assert set(dir(generator)) >= PUBLIC


def test_every_public_name_has_documentation() -> None:
    undocumented = [
        name
        for name in generator.__all__
        if not name.startswith("__") and not inspect.getdoc(getattr(generator, name))
    ]
    assert undocumented == []


def test_submodules_do_not_shadow_exported_functions() -> None:
    program = (
        "import pkgutil, generator\n"
        "for module in pkgutil.walk_packages(generator.__path__, 'generator.'):\n"
        "    if 'runtime' not in module.name and '__main__' not in module.name:\n"
        "        __import__(module.name)\n"
        "print([type(getattr(generator, name)).__name__\n"
        "       for name in ('build', 'check', 'diff', 'load_api')])"
    )
    process = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert process.stdout.strip() == str(["function"] * 4)


def test_build_then_check(tmp_path: Path) -> None:
    document = DocumentRequest(document_of("form_body"))
    result = build(BuildRequest(document, tmp_path / "shop_client"))
    assert "client.py" in result.written.written
    assert check(CheckRequest(tmp_path / "shop_client", document)).is_current


def test_load_api() -> None:
    loaded = load_api(DocumentRequest(document_of("form_body")))
    operation = loaded.named.api.operations[0]
    assert loaded.named.names.operations[operation.key].function
