"""Building the documents of the corpus, as a user does, and what codegen says of each."""

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
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one document: its client's package (if there is one), and what was said.

    `left_out` is what a lenient build left out; None for one that was not lenient.
    """

    package: Package
    document: str
    client: str
    exit_code: int
    output: str
    errors: str
    left_out: tuple[str, ...] | None = None

    @property
    def is_client(self) -> bool:
        return self.exit_code == 0

    def told(self) -> Iterator[str]:
        """The counts, and how often each diagnostic came, with the first of its kind.

        Of a lenient build, the counts and what was left out.
        """
        counts = _COUNTS.search(self.output)
        option = "" if self.left_out is None else " --lenient"
        yield f"{self.document}{option}: {counts[0] if counts else 'no client'}"
        if self.left_out is not None:
            yield from (f"    {each}" for each in self.left_out)
            return
        found = _DIAGNOSTIC.findall(self.errors)
        times = Counter(code for code, _ in found)
        firsts = dict(reversed(found))
        for code, count in times.items():
            yield f"    {count} {code} {firsts[code]}"


def build_all(packages: tuple[Package, ...], folder: Path) -> tuple[Built, ...]:
    """Build every document that was fetched, each into a package of its own in `folder`.

    One that has errors is built again, without what they are in.
    """
    wanted = [(package, each) for package in packages for each in package.found()]

    def one(job: tuple[Package, str]) -> tuple[Built, ...]:
        built = _build(*job, folder)
        return (built,) if built.is_client else (built, _build_leniently(built, folder))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(chain.from_iterable(pool.map(one, wanted)))


def _build(package: Package, document: str, folder: Path, *options: str) -> Built:
    name = "_".join((package.slug, document, *options)).lower()
    client = re.sub(r"\W", "_", name)
    path = package.folder / document
    command = ("-m", "generator", "build", path, "-o", folder / client)
    ended = run_python(*command, *options, cwd=folder)
    # What is said must be the same on every machine.
    errors = ended.stderr.replace(f"{package.folder}{os.sep}", "")
    return Built(package, document, client, ended.returncode, ended.stdout, errors)


def _build_leniently(refused: Built, folder: Path) -> Built:
    built = _build(refused.package, refused.document, folder, "--lenient")
    manifest = folder / built.client / "codegen.json"
    said = json.loads(manifest.read_bytes()) if built.is_client else {}
    left_out = (
        f"{each['code']}: {each['what']} (at {each['at']})"
        for each in said.get("left-out", ())
    )
    return replace(built, left_out=tuple(left_out))
