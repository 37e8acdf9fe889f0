"""Build the documents of the corpus with the command line, and summarize its output."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from tests.corpus.packages import Package
from tests.real.folders import run_python

_COUNTS = re.compile(r"\d+/\d+ operations, .*\d+ dropped")
_DIAGNOSTIC = re.compile(r".*?: ((?:error|warning)\[[a-z0-9-]+\]): (.*)")
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """The build of one document: the client's package, exit code and output.

    `omissions` lists what a lenient build omitted; None for a build that was not lenient.
    """

    package: Package
    document: str
    client: str
    exit_code: int
    output: str
    errors: str
    omissions: tuple[str, ...] | None = None

    @property
    def is_client(self) -> bool:
        return self.exit_code == 0

    def summary(self) -> Iterator[str]:
        """The lines of a summary: the counts, and each diagnostic with its first message.

        For a lenient build, the counts and the omissions.
        """
        counts = _COUNTS.search(self.output)
        option = "" if self.omissions is None else " --lenient"
        yield f"{self.document}{option}: {counts[0] if counts else 'no client'}"
        if self.omissions is not None:
            yield from (f"    {omission}" for omission in self.omissions)
            return
        diagnostics = _DIAGNOSTIC.findall(self.errors)
        counts_by_code = Counter(code for code, _ in diagnostics)
        first_messages = dict(reversed(diagnostics))
        for code, count in counts_by_code.items():
            yield f"    {count} {code} {first_messages[code]}"


def build_all(packages: tuple[Package, ...], folder: Path) -> tuple[BuiltDocument, ...]:
    """Build every fetched document into a package of its own in `folder`.

    A document with errors is built again with `--lenient`.
    """
    jobs = [
        (package, document)
        for package in packages
        for document in package.fetched_documents()
    ]

    def build_one(job: tuple[Package, str]) -> tuple[BuiltDocument, ...]:
        built = _build(*job, folder)
        return (built,) if built.is_client else (built, _build_leniently(built, folder))

    with ThreadPoolExecutor(_WORKERS) as pool:
        return tuple(chain.from_iterable(pool.map(build_one, jobs)))


def _build(
    package: Package, document: str, folder: Path, *options: str
) -> BuiltDocument:
    name = "_".join((package.slug, document, *options)).lower()
    client = re.sub(r"\W", "_", name)
    path = package.folder / document
    command = ("-m", "generator", "build", path, "-o", folder / client)
    process = run_python(*command, *options, cwd=folder)
    # The expected output must not depend on the machine.
    errors = process.stderr.replace(f"{package.folder}{os.sep}", "")
    return BuiltDocument(
        package, document, client, process.returncode, process.stdout, errors
    )


def _build_leniently(failed: BuiltDocument, folder: Path) -> BuiltDocument:
    built = _build(failed.package, failed.document, folder, "--lenient")
    manifest = folder / built.client / "codegen.json"
    recorded = json.loads(manifest.read_bytes()) if built.is_client else {}
    omissions = (
        f"{omission['code']}: {omission['what']} (at {omission['at']})"
        for omission in recorded.get("left-out", ())
    )
    return replace(built, omissions=tuple(omissions))
