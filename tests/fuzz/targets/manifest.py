"""`check`, `build` and `diff` on any manifest: they give a client that works, or diagnostics.

An input is the manifest of a client of `manifest.yaml`. A build finds it alone in the client's folder;
for `check` and `diff`, the modules of the client are beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import DocumentError
from generator.frontend.analyze import analyze
from generator.frontend.open_document import (
    DocumentRequest,
    OpenedDocument,
    open_document,
)
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
from tests.fuzz.mutations import Fragments
from tests.fuzz.targets.build import render_diagnostics, render_modules
from tests.fuzz.targets.imported_client import RUNTIME, imported
from tests.fuzz.targets.json_mutator import JsonMutator, read_tree
from tests.fuzz.targets.target import Target

DOCUMENT = Path(__file__).with_name("manifest.yaml")
_FAILURES = (DocumentError, InvalidDocumentError, OutputError)
_PACKAGE = "fuzzed_client"


def check_manifest(content: bytes, folder: Path) -> bool:
    """Use a client with a manifest in every way; return whether a build accepts the manifest.

    Args:
        content: the manifest. If it is one, its own digest is corrected.
        folder: an empty folder to write clients to.

    Raises:
        Exception: a defect in codegen; no manifest may cause it.
    """
    client, bare = folder / "client", folder / "bare"
    _write(_modules(), client)
    bare.mkdir()
    for target in (client, bare):
        (target / MANIFEST_NAME).write_bytes(_with_digest(content, folder))
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
        replaced = {name for name in vars(client) if hasattr(client.__base__, name)}
        assert not {name for name in replaced if not name.startswith("_")}, replaced
    return True


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
        assert not (written.edited or written.missing)
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


@cache
def _modules() -> Mapping[str, bytes]:
    """The files of the client of the document, without its runtime."""
    return _files(declare_client(analyze(_opened()), ClientPlan(_PACKAGE)))


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


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


def _mutator() -> JsonMutator:
    trees = [read_tree(seed) for seed in _seeds()]
    return JsonMutator(Fragments.of(trees), focus="names")


MANIFEST = Target(
    name="manifest",
    check=check_manifest,
    seeds=_seeds,
    raw_seeds=_seeds,
    mutator=_mutator,
)
