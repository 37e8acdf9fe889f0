"""`python -m tests.corpus.fetch` downloads the packages of the corpus into its cache folder.

It uses `npm` with its configured registry, and rejects a package whose digest differs from that in
`corpus.toml`. It never runs code of a package.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from base64 import b64encode
from pathlib import Path, PurePosixPath

from tests.corpus.packages import Package, packages


def fetch(package: Package) -> None:
    """Download one package, unless it is in the cache folder.

    Raises:
        SystemExit: npm cannot download it, or its digest differs.
    """
    if package.folder.is_dir():
        return
    package.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=package.folder.parent) as folder:
        archive = _download(package, Path(folder))
        if _integrity(archive) != package.integrity:
            raise SystemExit(
                f"{package.name} {package.version} has another digest than corpus.toml"
            )
        unpacked = Path(folder) / "unpacked"
        _unpack(archive, package, unpacked)
        shutil.move(unpacked, package.folder)


def _download(package: Package, folder: Path) -> Path:
    specifier = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--ignore-scripts", specifier]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if process.returncode != 0:
        raise SystemExit(f"npm cannot download {specifier}:\n{process.stderr}")
    return next(folder.glob("*.tgz"))


def _integrity(archive: Path) -> str:
    """The digest as npm writes it (Subresource Integrity, section 3.1)."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return f"sha512-{b64encode(digest).decode()}"


def _unpack(archive: Path, package: Package, folder: Path) -> None:
    """Extract only the documents of the corpus: the largest package has ten thousand files."""
    with tarfile.open(archive) as packed:
        for member in packed:
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            if member.isfile() and any(map(path.match, package.documents)):
                member.name = path.as_posix()
                packed.extract(member, folder, filter="data")


def main() -> None:
    for package in packages():
        fetch(package)
        print(
            f"{package.name} {package.version}: {len(list(package.fetched_documents()))}"
        )


if __name__ == "__main__":
    main()
