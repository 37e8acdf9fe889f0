"""`check`, `build` and `diff` on any manifest: they give a client that works, or diagnostics.

An input is the manifest of a client of `manifest.yaml`. A build finds it alone in the folder of the
client; for `check` and `diff`, the modules of the client are beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree
from tempfile import TemporaryDirectory
from types import ModuleType

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import DocumentError
from generator.frontend.analyze import analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import OpenedDocument, open_document
from generator.frontend.validation import InvalidDocumentError
from generator.interface_diff.report.report import build_report
from generator.interface_diff.report.text import render_text
from generator.ir.overrides import ApiOverrides
from generator.ir.paging import LinkHeader
from generator.output import (
    MANIFEST_NAME,
    Manifest,
    OutputError,
    OutputFile,
    read_client_folder,
    read_manifest,
    write_client,
)
from generator.runtime.models.fields import is_model, schema_of
from generator.runtime.models.model import Model
from generator.runtime.models.type_expressions import alternatives
from generator.slicing.selection import Selection
from generator.workflows.build_inputs import inputs_of
from generator.workflows.check import CheckRequest, check
from generator.workflows.client_record import read_lock, read_record
from generator.workflows.compile_client import (
    ClientPlan,
    DeclaredClient,
    declare_client,
)
from generator.workflows.diff import DiffRequest, diff
from tests.fuzz.mutations import PYTHON_NAMES, Fragments, Json, containers
from tests.fuzz.seeds import as_json
from tests.fuzz.targets.build import render_diagnostics, render_modules
from tests.fuzz.targets.imported_client import RUNTIME, imported
from tests.fuzz.targets.json_mutator import JsonMutator, read_tree
from tests.fuzz.targets.target import Target

DOCUMENT = Path(__file__).with_name("manifest.yaml")
_FAILURES = (DocumentError, InvalidDocumentError, OutputError)
_PACKAGE = "fuzzed_client"
_WORD = re.compile(r"\w+")


def check_manifest(content: bytes, folder: Path) -> bool:
    """Use a client with a manifest in every way; return whether a build accepts the manifest.

    Args:
        content: the manifest. If it is one, its own digest is corrected.
        folder: an empty folder to build in.

    Raises:
        Exception: a defect in codegen; no manifest may cause it.
    """
    manifest = _with_digest(content, folder)
    bare = folder / "client"
    bare.mkdir()
    client = folder / "whole"
    copytree(client_folder(), client)
    for target in (client, bare):
        (target / MANIFEST_NAME).write_bytes(manifest)
    _check(client)
    _compare(client)
    return _build(bare)


def _with_digest(content: bytes, folder: Path) -> bytes:
    """The manifest as codegen would have written it; `content` itself if that is no manifest."""
    (folder / MANIFEST_NAME).write_bytes(content)
    try:
        manifest = read_manifest(folder)
    except OutputError:
        return content
    assert manifest is not None
    written = manifest.to_bytes()
    (folder / MANIFEST_NAME).write_bytes(written)
    assert read_manifest(folder) == replace(manifest, is_intact=True)
    return written


def _check(client: Path) -> None:
    for document in (None, DocumentRequest(DOCUMENT)):
        try:
            result = check(CheckRequest(client, document))
        except _FAILURES as error:
            _render(error)
        else:
            render_diagnostics(result.diagnostics, result.source)


def _compare(client: Path) -> None:
    for old, new in ((client, DOCUMENT), (DOCUMENT, client)):
        try:
            result = diff(DiffRequest(old, new))
        except _FAILURES as error:
            _render(error)
        else:
            render_text(build_report(result.old, result.new, result.changes)).encode()


def _build(folder: Path) -> bool:
    """Compile the client of the manifest in `folder`, write it there and import it."""
    try:
        record = read_record(folder)
        options = replace(record.options, runtime=RUNTIME)
        analysis = analyze(_opened(), options, read_lock(folder))
        declared = declare_client(analysis, ClientPlan(_PACKAGE))
    except _FAILURES as error:
        _render(error)
        return False
    render_diagnostics(declared.diagnostics, _opened().source)
    files = _files(declared)
    _replace(folder, files, record.manifest)
    with imported(files, _PACKAGE) as modules:
        client = modules["client.py"].Client
        _resolve_types(modules)
        replaced = {name for name in vars(client) if hasattr(client.__base__, name)}
        assert not {name for name in replaced if not name.startswith("_")}, replaced
    return True


def _resolve_types(modules: Mapping[str, ModuleType]) -> None:
    """Resolve the type of every field of every model, as decoding does."""
    for module in modules.values():
        for value in vars(module).values():
            if isinstance(value, type) and is_model(value) and value is not Model:
                for field in schema_of(value).fields:
                    assert list(alternatives(field.type, field.package))


def _files(declared: DeclaredClient) -> dict[str, bytes]:
    """The files of a client without its runtime."""
    return {path: code.encode() for path, code in render_modules(declared).items()}


def _replace(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Write a client over the one in `folder`, and nothing outside of it."""
    before = {*folder.parent.iterdir()}
    output = [OutputFile(path, content) for path, content in files.items()]
    try:
        write_client(folder, output, manifest, force=True)
    except OutputError as error:
        _render(error)
    else:
        written = read_client_folder(folder)
        assert (written.edited, written.missing) == ((), ())
    assert {*folder.parent.iterdir()} == before


def _render(error: DocumentError | InvalidDocumentError | OutputError) -> None:
    match error:
        case OutputError():
            assert str(error)
        case InvalidDocumentError():
            render_diagnostics(error.diagnostics, error.source)
        case DocumentError():
            render_diagnostics(error.diagnostics, None)


@cache
def _opened() -> OpenedDocument:
    return open_document(DocumentRequest(DOCUMENT))


def client_folder() -> Path:
    """A folder with the modules of the client of the document; do not modify it."""
    return Path(_client_folder().name)


@cache
def _client_folder() -> TemporaryDirectory[str]:
    """The folder of the client, which is removed when Python ends."""
    folder = TemporaryDirectory()
    declared = declare_client(analyze(_opened()), ClientPlan(_PACKAGE))
    for path, content in _files(declared).items():
        target = Path(folder.name, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _seeds() -> Sequence[bytes]:
    """Manifests of the document with several options. To be short, they list few files."""
    choices = (
        NO_OPTIONS,
        ClientOptions(selection=Selection(tags=("orders",), types=("Fault",))),
        ClientOptions(methods={"createOrder": "orders.place"}, base_url_env="SHOP_URL"),
        ClientOptions(credentials_env=("SHOP_KEY",), cut_expansions=True),
        ClientOptions(declared=ApiOverrides(paging={"listOrders": LinkHeader("")})),
    )
    return [_manifest(options).to_bytes() for options in choices]


def _manifest(options: ClientOptions) -> Manifest:
    declared = declare_client(analyze(_opened(), options), ClientPlan(_PACKAGE))
    inputs = inputs_of(_opened().source, options, None)
    return Manifest(
        generator=inputs.generator,
        document=inputs.document,
        package=_PACKAGE,
        options=inputs.options,
        names=declared.lock.to_json(),
        files={"client.py": "0" * 64, "resources/orders.py": "0" * 64},
    )


@dataclass(frozen=True, slots=True)
class ManifestMutator:
    """Mutates names in a manifest, or any other part of it."""

    json: JsonMutator

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate a manifest; None if it is no JSON object."""
        tree = read_tree(data)
        if not isinstance(tree, dict) or random.random() < 0.4:
            return self.json.mutate(data, random)
        _rename(tree.get("names"), random)
        return as_json(tree)

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Mutate a manifest with fragments of another; None if one of them has none."""
        return self.json.cross_over(data, other, random)


def _rename(names: Json, random: Random) -> None:
    """Replace a word in a value of `names` in place; long values have more words."""
    words = [
        (container, key, word)
        for container in containers(names)
        if isinstance(container, dict)
        for key, value in container.items()
        if isinstance(value, str)
        for word in _WORD.finditer(value)
    ]
    if words:
        container, key, word = random.choice(words)
        value = container[key]
        new = random.choice((*PYTHON_NAMES, random.choice(words)[2][0]))
        container[key] = value[: word.start()] + new + value[word.end() :]


def _mutator() -> ManifestMutator:
    trees = [read_tree(seed) for seed in _seeds()]
    return ManifestMutator(JsonMutator(Fragments.of(trees)))


MANIFEST = Target(
    name="manifest",
    check=check_manifest,
    seeds=_seeds,
    raw_seeds=_seeds,
    mutator=_mutator,
)
