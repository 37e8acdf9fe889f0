"""Building the documents of the corpus, as a user does, and what codegen says of each."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.packages import Package
from tests.real.folders import run_python

_COUNTS = re.compile(r"\d+/\d+ operations, .*\d+ dropped")
_DIAGNOSTIC = re.compile(r".*?: ((?:error|warning)\[[a-z0-9-]+\]): (.*)")
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one document: its client's package (if there is one), and what was said."""

    package: Package
    document: str
    client: str
    exit_code: int
    output: str
    errors: str

    @property
    def is_client(self) -> bool:
        return self.exit_code == 0

    def told(self) -> Iterator[str]:
        """The counts, and how often each diagnostic came, with the first of its kind."""
        counts = _COUNTS.search(self.output)
        yield f"{self.document}: {counts[0] if counts else 'no client'}"
        # Where the package is says nothing of the document.
        errors = self.errors.replace(f"{self.package.folder}/", "")
        found = _DIAGNOSTIC.findall(errors)
        times = Counter(code for code, _ in found)
        firsts = dict(reversed(found))
        for code, count in times.items():
            yield f"    {count} {code} {firsts[code]}"


def build_all(packages: tuple[Package, ...], folder: Path) -> tuple[Built, ...]:
    """Build every document that was fetched, each into a package of its own in `folder`."""
    wanted = [(package, each) for package in packages for each in package.found()]

    def one(job: tuple[Package, str]) -> Built:
        package, document = job
        client = re.sub(r"\W", "_", f"{package.slug}_{document}".lower())
        path = package.folder / document
        command = ("-m", "generator", "build", path, "-o", folder / client)
        ended = run_python(*command, cwd=folder)
        # What is said must be the same on every machine.
        errors = ended.stderr.replace(f"{package.folder}{os.sep}", "")
        return Built(package, document, client, ended.returncode, ended.stdout, errors)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(pool.map(one, wanted))
