"""Peers of the explorer: scripts from npm that show a document in the browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measuring import Failure, failure_message

DOCUMENT = "openapi.json"
"""The name of the document, beside the peer's page."""


@dataclass(frozen=True, slots=True)
class PagePeer:
    """A script that shows a document.

    Attributes:
        name: its name in the table.
        version: its version.
        package: its package on npm.
        script: the path of its script in the package, which needs no other file.
        body: the body of its page, with the script beside it as `peer.js`.
        fragment: the link to PostCustomers.
        ready: the JavaScript expression that is true when that operation is shown.
    """

    name: str
    version: str
    package: str
    script: str
    body: str
    fragment: str
    ready: str

    @property
    def title(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version}"

    def page(self) -> str:
        """Its page as HTML."""
        head = '<meta charset="utf-8"><title>API</title>'
        return (
            f"<!doctype html><html><head>{head}</head><body>{self.body}</body></html>\n"
        )


PAGE_PEERS = (
    PagePeer(
        "redoc",
        "3.0.1",
        "redoc",
        "bundles/redoc.standalone.js",
        f'<redoc spec-url="{DOCUMENT}"></redoc><script type="module" src="peer.js"></script>',
        "#/other/postcustomers",
        """document.querySelector('[id^="other/postcustomers/"]') !== null""",
    ),
    PagePeer(
        "scalar",
        "1.76.0",
        "@scalar/api-reference",
        "dist/browser/standalone.js",
        '<div id="app"></div><script src="peer.js"></script>'
        f"<script>Scalar.createApiReference('#app', {{ url: '{DOCUMENT}' }})</script>",
        "#POST/v1/customers",
        """document.querySelector('[id$="POST/v1/customers"]') !== null""",
    ),
)


def install_page_peer(peer: PagePeer, cache: Path) -> Path | Failure:
    """Return the script of a peer, from npm unless it is in the folder `cache`."""
    folder = cache / f"{peer.name}-{peer.version}"
    script = folder / "peer.js"
    if script.is_file():
        return script
    npm = shutil.which("npm")
    if npm is None:
        return Failure("not installed: there is no npm")
    folder.mkdir(parents=True, exist_ok=True)
    # The package alone: its script contains what it needs, and nothing of it is executed.
    process = subprocess.run(
        [npm, "pack", "--json", f"{peer.package}@{peer.version}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode != 0:
        return Failure(f"not installed: {failure_message(process.stderr)}")
    archive = folder / packed_file(process.stdout)
    with tarfile.open(archive) as packed:
        member = packed.extractfile(f"package/{peer.script}")
        if member is None:
            return Failure(f"not installed: there is no {peer.script}")
        script.write_bytes(member.read())
    archive.unlink()
    return script


def packed_file(output: str) -> str:
    """The name of the archive that `npm pack --json` reports: a list, or an object by package."""
    report = json.loads(output)
    (packed,) = report if isinstance(report, list) else report.values()
    name: str = packed["filename"]
    return name


def write_page(peer: PagePeer, script: Path, document: Path, folder: Path) -> None:
    """Write a peer's page, its script and the document into a folder."""
    shutil.copy(script, folder / "peer.js")
    shutil.copy(document, folder / DOCUMENT)
    (folder / "index.html").write_text(peer.page(), "utf-8")
