"""`python -m tests.corpus.fetch` brings the packages of the corpus into its cache folder, once.

It asks `npm` for them, whatever registry that is set to use, and takes a package only if it has the
digest that `corpus.toml` gives. Nothing of a package is run.
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
    """Bring one package, unless it is there.

    Raises:
        SystemExit: npm cannot bring it, or it is not what it was.
    """
    if package.folder.is_dir():
        return
    package.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=package.folder.parent) as folder:
        archive = _packed(package, Path(folder))
        if _integrity(archive) != package.integrity:
            raise SystemExit(f"{package.name} {package.version} is not what it was")
        unpacked = Path(folder) / "unpacked"
        _unpack(archive, package, unpacked)
        shutil.move(unpacked, package.folder)


def _packed(package: Package, folder: Path) -> Path:
    wanted = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--ignore-scripts", wanted]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if ended.returncode != 0:
        raise SystemExit(f"npm does not bring {wanted}:\n{ended.stderr}")
    return next(folder.glob("*.tgz"))


def _integrity(archive: Path) -> str:
    """The digest as npm writes it (Subresource Integrity, section 3.1)."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return f"sha512-{b64encode(digest).decode()}"


def _unpack(archive: Path, package: Package, folder: Path) -> None:
    """Only what the corpus builds: the largest package holds ten thousand files."""
    with tarfile.open(archive) as packed:
        for member in packed:
            path = PurePosixPath(*PurePosixPath(member.name).parts[1:])
            if member.isfile() and any(map(path.match, package.documents)):
                member.name = path.as_posix()
                packed.extract(member, folder, filter="data")


def main() -> None:
    for package in packages():
        fetch(package)
        print(f"{package.name} {package.version}: {len(list(package.found()))}")


if __name__ == "__main__":
    main()
