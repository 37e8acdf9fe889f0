"""The distributions: contents of the wheel and sdist, and the command installed from the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from sysconfig import get_path

import pytest

from generator.core.version import __version__
from tests.architecture.modules import GENERATOR, REPOSITORY
from tests.cases.serving import Server
from tests.docs.project import NAME

DOCUMENT = Path(__file__).parent / "little.yaml"
TEMPLATES = sorted(
    path.relative_to(REPOSITORY / "templates").as_posix()
    for path in (REPOSITORY / "templates").rglob("*")
    if path.is_file()
)
MODULES = sorted(
    path.relative_to(REPOSITORY).as_posix() for path in GENERATOR.rglob("*.py")
)

CALL = """
import sys
from datetime import date
from little_client import Client
from little_client.operations import get_pet

pet = get_pet(Client(base_url=sys.argv[1]), "p 1")
assert pet.born == date(2020, 2, 29), pet
print(pet.name)
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return its output; a failure shows its errors."""
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH"
    }
    process = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    run(*build, REPOSITORY, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def python(distributions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new virtual environment with the wheel and this one's dependencies."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = distributions.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    run(*pip, "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=folder)
    purelib = get_path("purelib", "venv", {"base": str(folder)})
    (Path(purelib) / "borrowed.pth").write_text(get_path("purelib") + "\n")
    return scripts / "python"


def test_distributions_are_named_for_the_project(distributions: Path) -> None:
    stem = f"{NAME.replace('-', '_')}-{__version__}"
    assert sorted(path.name for path in distributions.iterdir()) == [
        f"{stem}-py3-none-any.whl",
        f"{stem}.tar.gz",
    ]


def test_wheel_contains_every_module_and_template(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    templates = [f"generator/templates/{name}" for name in TEMPLATES]
    assert sorted(names) == sorted([*MODULES, "generator/py.typed", *templates])


def test_sdist_contains_sources_of_the_wheel(
    distributions: Path,
) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    templates = {f"templates/{name}" for name in TEMPLATES}
    assert names >= {*MODULES, *templates, "pyproject.toml", "README.md", "LICENSE"}


def test_installed_command_builds_a_working_client(
    python: Path, tmp_path: Path, server: Server
) -> None:
    program = "import generator; print(generator.__file__)"
    installed = Path(run(python, "-c", program, cwd=tmp_path).strip())
    assert installed.is_relative_to(python.parents[1])
    assert (installed.parent / "templates").is_dir()

    codegen = python.with_name("codegen")
    output = run(codegen, "build", DOCUMENT, "-o", "little_client", cwd=tmp_path)
    assert "1/1 operations, 1/1 schemas, 0 dropped" in output

    server.answer({"name": "Rex", "born": "2020-02-29"})
    assert run(python, "-c", CALL, server.url, cwd=tmp_path) == "Rex\n"
    assert server.last.path == "/pets/p%201"
