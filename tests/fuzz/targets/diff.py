"""`codegen diff`: any two documents give a report in every format, or diagnostics.

An input is a JSON object with the documents `old` and `new`. A client of the old one is compared
with the new one, too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generator.core.diagnostics import DocumentError
from generator.frontend.analyze import analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.frontend.validation import InvalidDocumentError
from generator.interface_diff.compare.change import Change
from generator.interface_diff.compare.compare_interfaces import compare_interfaces
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.report.json import render_json
from generator.interface_diff.report.markdown import (
    DEFAULT_LIMIT,
    MIN_LIMIT,
    render_markdown,
)
from generator.interface_diff.report.report import build_report
from generator.interface_diff.report.text import render_text
from generator.output import MANIFEST_NAME, DocumentIdentity, Manifest, digest
from generator.workflows.compile_client import ClientPlan, declare_client
from generator.workflows.diff import DiffRequest, DiffResult, diff
from tests.fuzz.mutations import Fragments, Json, mutate
from tests.fuzz.seeds import as_json, case_trees
from tests.fuzz.targets.build import render_diagnostics, render_modules
from tests.fuzz.targets.json_mutator import read_tree
from tests.fuzz.targets.target import Target


def check_diff(content: bytes, folder: Path) -> bool:
    """Compare two documents, and a client with a document; return whether both were compared.

    Args:
        content: the documents.
        folder: an empty folder to write them to.

    Raises:
        Exception: a defect in codegen; no documents may cause it.
    """
    pair = read_tree(content)
    if not _is_pair(pair):
        return False
    old, new, client = folder / "old.json", folder / "new.json", folder / "client"
    old.write_bytes(as_json(pair["old"]))
    new.write_bytes(as_json(pair["new"]))
    compared = _compare(old, new)
    if compared is None:
        return False
    for interface in (compared.old, compared.new):
        assert not compare_interfaces(interface, interface)
        if _shares_functions(interface):
            return False
    if not _write_client(old, client):
        return False
    unchanged = _compare(client, old)
    assert unchanged is not None
    assert not unchanged.changes, unchanged.changes
    _compare(new, client)
    return _compare(client, new) is not None


def _shares_functions(interface: ClientInterface) -> bool:
    """Whether operations have the same operationId. Such a document is invalid, and not built."""
    names = {operation.name for operation in interface.operations}
    return len(names) < len(interface.operations)


def _is_pair(value: Json) -> bool:
    return isinstance(value, dict) and {"old", "new"} <= value.keys()


def _compare(old: Path, new: Path) -> DiffResult | None:
    """Compare two interfaces and check every report; None if they cannot be compared."""
    try:
        result = diff(DiffRequest(old, new))
    except DocumentError as error:
        render_diagnostics(error.diagnostics, None)
        return None
    except InvalidDocumentError as error:
        render_diagnostics(error.diagnostics, error.source)
        return None
    again = tuple(compare_interfaces(result.old, result.new))
    assert again == result.changes
    check_report(result.old, result.new, result.changes)
    return result


def check_report(
    old: ClientInterface, new: ClientInterface, changes: tuple[Change, ...]
) -> None:
    """Render the report of changes in every format; all agree whether there are breaking ones."""
    report = build_report(old, new, changes, ("old", "new"))
    is_breaking = report.breaking_count > 0
    parsed = json.loads(render_json(report))
    flags = [change["breaking"] for change in parsed["changes"]]
    assert len(flags) == len(report.changes)
    assert parsed["breaking"] == flags.count(True) == report.breaking_count
    assert parsed["others"] == flags.count(False)
    text = render_text(report)
    assert ("\nBREAKING\n" in text) == is_breaking
    markdown = render_markdown(report, DEFAULT_LIMIT)
    if "more changes omitted" not in markdown:
        assert ("\n### Breaking changes\n" in markdown) == is_breaking
    for limit in (DEFAULT_LIMIT, MIN_LIMIT):
        assert len(render_markdown(report, limit)) <= limit
    for rendered in (text, markdown, render_json(report)):
        rendered.encode()


def _write_client(document: Path, folder: Path) -> bool:
    """Build the part of a client that `diff` reads; return whether the document has one."""
    try:
        analysis = analyze(open_document(DocumentRequest(document)))
        declared = declare_client(analysis, ClientPlan("client"))
    except (DocumentError, InvalidDocumentError):
        return False
    files = {path: code.encode() for path, code in render_modules(declared).items()}
    manifest = Manifest(
        generator="fuzz",
        document=DocumentIdentity("", "", ""),
        package="client",
        names=declared.lock.to_json(),
        files={path: digest(content) for path, content in files.items()},
    )
    for path, content in {**files, MANIFEST_NAME: manifest.to_bytes()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return True


@dataclass(frozen=True, slots=True)
class PairMutator:
    """Mutates one of two documents, or replaces it by a mutation of the other."""

    fragments: Fragments

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate a pair; None if `data` is no pair."""
        return self._mutate(data, self.fragments, random)

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Mutate a pair with fragments of another; None if one of them has none."""
        fragments = Fragments.of([read_tree(other)])
        if not fragments.members:
            return None
        return self._mutate(data, fragments, random)

    def _mutate(
        self, data: bytes, fragments: Fragments, random: Random
    ) -> bytes | None:
        pair = read_tree(data)
        if not _is_pair(pair):
            return None
        changed, other = random.choice((("old", "new"), ("new", "old")))
        source = random.choice((changed, changed, other))
        return as_json({**pair, changed: mutate(pair[source], fragments, random)})


def _seeds() -> Sequence[bytes]:
    """Each document of the cases with itself; the mutator changes one of the two."""
    return [as_json({"old": tree, "new": tree}) for tree in case_trees()]


DIFF = Target(
    name="diff",
    check=check_diff,
    seeds=_seeds,
    raw_seeds=_seeds,
    mutator=lambda: PairMutator(Fragments.of(case_trees())),
    max_size=9000,
)
