"""The workspace of a run: documents, environments of peers, built clients, commands."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.benchmarks.documents import Document
from tests.benchmarks.measuring import Failure, Measurement, ProcessResult, run
from tests.benchmarks.page_peers import PagePeer
from tests.benchmarks.peers import Environment, Peer, create_environment

REPOSITORY = Path(__file__).parents[2]
PACKAGE = "stripe_client"
CODEGEN = "codegen"
STRIPE = "stripe"
_TOKENIZER = "1.0.21"

PageFigures: TypeAlias = Mapping[str, float]
"""What `programs/page_figures.py` prints of a page, by name."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client to measure: its interpreter, the folder to import it from, and its files."""

    python: str | Path
    root: Path
    files: Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The temporary folder of a run, its peers, and the clients built so far.

    `samples` has responses of the API by schema name. `tool_peers` offer operations as tools,
    `page_peers` show them in a browser. `sites` are the folders with pages by contestant, `visits`
    the figures of pages by contestant, in the order of the rounds.
    """

    document: Document
    folder: Path
    cache: Path
    peers: tuple[Peer, ...]
    samples: Mapping[str, object]
    log: Callable[[str], None]
    tool_peers: tuple[Peer, ...] = ()
    page_peers: tuple[PagePeer, ...] = ()
    sites: dict[str, Path | Failure] = field(default_factory=dict)
    visits: dict[str, list[PageFigures | Failure]] = field(default_factory=dict)
    _clients: dict[str, Client | Failure] = field(default_factory=dict)
    _environments: dict[str, Environment | Failure] = field(default_factory=dict)
    _tools: dict[str, ProcessResult] = field(default_factory=dict)

    def peer(self, name: str) -> Peer | None:
        """The peer with this name, if it takes part."""
        return next((peer for peer in self.peers if peer.name == name), None)

    def empty_folder(self, name: str) -> Path:
        """Create a folder, or delete its contents if it exists."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def sample(self, schema: str) -> Path:
        """Write a response of the API to a file, with the indentation that Stripe uses."""
        file = self.empty_folder(f"samples/{schema}") / f"{schema}.json"
        file.write_text(json.dumps(self.samples[schema], indent=2), "utf-8")
        return file

    def environment(self, peer: Peer) -> Environment | Failure:
        """The environment of a peer, created on first use."""
        if peer.name not in self._environments:
            self.log(f"the environment of {peer.title}")
            environment = create_environment(peer, self.cache / "environments")
            self._environments[peer.name] = environment
        return self._environments[peer.name]

    def codegen(
        self, arguments: Sequence[str | Path], cwd: Path, cache: Path
    ) -> ProcessResult:
        """Run the command `codegen` with this cache folder."""
        command = [sys.executable, "-m", "generator", *arguments]
        variables = {"PYTHONPATH": str(REPOSITORY), "CODEGEN_CACHE": str(cache)}
        return run(command, cwd, variables)

    def build(
        self, document: Document, *options: str, into: Path, cache: Path | None = None
    ) -> ProcessResult:
        """Build a client with codegen into a folder; by default with an empty cache."""
        arguments: list[str | Path] = [
            "build",
            document.file,
            "-o",
            into / PACKAGE,
            *options,
        ]
        return self.codegen(arguments, into, cache or self.empty_folder("no-cache"))

    def build_with_peer(self, peer: Peer, into: Path) -> ProcessResult:
        """Build a client of the main document with a peer into an empty folder."""
        environment = self.environment(peer)
        if isinstance(environment, Failure):
            return environment
        assert peer.building is not None
        command = peer.building(environment.bin, self.document.file, into)
        result = run(command, into, environment.variables)
        if isinstance(result, Measurement) and not (into / peer.package).exists():
            return Failure("reports success but writes nothing")
        return result

    def keep(self, name: str, root: Path) -> None:
        """Copy a built client, for other rows to measure, unless there is one."""
        if name in self._clients:
            return
        root_copy = self.empty_folder(f"clients/{name}")
        shutil.copytree(root, root_copy, dirs_exist_ok=True)
        peer = self.peer(name)
        environment = None if peer is None else self.environment(peer)
        if peer is None:
            self._clients[name] = Client(sys.executable, root_copy, root_copy / PACKAGE)
        elif isinstance(environment, Environment):
            files = root_copy / peer.package
            self._clients[name] = Client(environment.python, root_copy, files)

    def client(self, name: str) -> Client | Failure:
        """The client of codegen or of a peer, built on first use."""
        if name not in self._clients:
            self.log(f"a client by {name}")
            self._clients[name] = self._build_client(name)
        return self._clients[name]

    def _build_client(self, name: str) -> Client | Failure:
        peer = self.peer(name)
        if peer is not None and peer.building is None:
            return self._installed(peer)
        into = self.empty_folder("first")
        if peer is None:
            result = self.build(self.document, into=into)
        else:
            result = self.build_with_peer(peer, into)
        if isinstance(result, Failure):
            return Failure(f"no client: {result.message}")
        self.keep(name, into)
        return self._clients[name]

    def _installed(self, peer: Peer) -> Client | Failure:
        """A client that is an installed package rather than generated."""
        environment = self.environment(peer)
        if isinstance(environment, Failure):
            return environment
        package = next(environment.folder.glob(f"**/site-packages/{peer.package}"))
        return Client(environment.python, self.empty_folder("nothing"), package)

    def run_with_client(self, name: str, *arguments: str | Path) -> ProcessResult:
        """Run Python with these arguments where the client can be imported."""
        client = self.client(name)
        if isinstance(client, Failure):
            return client
        roots = os.pathsep.join(map(str, (client.root, REPOSITORY)))
        # The repository is on the path for the programs of the benchmark only.
        return run([client.python, *arguments], client.root, {"PYTHONPATH": roots})

    def run_tools(self, *arguments: str | Path, cache: Path) -> ProcessResult:
        """Run the program that measures codegen's tools, with this cache folder."""
        program = ("-m", "tests.benchmarks.programs.tools_codegen")
        variables = {"PYTHONPATH": str(REPOSITORY), "CODEGEN_CACHE": str(cache)}
        return run(
            [sys.executable, *program, *arguments],
            self.empty_folder("tools"),
            variables,
        )

    def run_tool_peer(self, peer: Peer) -> ProcessResult:
        """Run the program that measures the tools of a peer, once for all rows."""
        if peer.name not in self._tools:
            self._tools[peer.name] = self._run_tool_peer(peer)
        return self._tools[peer.name]

    def _run_tool_peer(self, peer: Peer) -> ProcessResult:
        environment = self.environment(peer)
        if isinstance(environment, Failure):
            return environment
        self.log(f"the tools of {peer.title}")
        program = ("-m", f"tests.benchmarks.programs.tools_{peer.name}")
        variables = {"PYTHONPATH": str(REPOSITORY), **environment.variables}
        command: list[str | Path] = [environment.python, *program, self.document.file]
        return run(command, self.empty_folder("tools"), variables)

    def token_counter(self) -> Path | None:
        """The folder of npm's package that counts tokens, installed like the peers if any is."""
        folder = self.cache / f"js-tiktoken-{_TOKENIZER}"
        modules = folder / "node_modules"
        npm = shutil.which("npm")
        if self.tool_peers and not modules.is_dir() and npm is not None:
            folder.mkdir(parents=True, exist_ok=True)
            package = f"js-tiktoken@{_TOKENIZER}"
            command = [npm, "install", "--silent", "--prefix", str(folder), package]
            run(command, folder, {})
        return modules if modules.is_dir() else None
