"""Where the rows get what they measure: documents, environments, clients, and codegen's command."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.documents import Document
from tests.benchmarks.measuring import Ended, Failure, Taken, run
from tests.benchmarks.peers import Environment, Peer, environment_of

REPOSITORY = Path(__file__).parents[2]
PACKAGE = "stripe_client"
CODEGEN = "codegen"
STRIPE = "stripe"


@dataclass(frozen=True, slots=True)
class Client:
    """A client to measure: the interpreter for it, where it is imported from, its own files."""

    python: str | Path
    root: Path
    files: Path


@dataclass(frozen=True, slots=True)
class Workshop:
    """A run's own folder, the peers that take part, and the clients made so far.

    `samples` has answers of the API by the name of their schema.
    """

    document: Document
    folder: Path
    cache: Path
    peers: tuple[Peer, ...]
    samples: Mapping[str, object]
    tell: Callable[[str], None]
    _clients: dict[str, Client | Failure] = field(default_factory=dict)
    _environments: dict[str, Environment | Failure] = field(default_factory=dict)

    def peer(self, name: str) -> Peer | None:
        """The peer of this name, if it takes part."""
        return next((each for each in self.peers if each.name == name), None)

    def fresh(self, name: str) -> Path:
        """An empty folder; what was in it is gone."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def sample(self, schema: str) -> Path:
        """A file with an answer of the API, in two-space indentation as Stripe writes it."""
        file = self.fresh(f"samples/{schema}") / f"{schema}.json"
        file.write_text(json.dumps(self.samples[schema], indent=2), "utf-8")
        return file

    def environment(self, peer: Peer) -> Environment | Failure:
        """The peer's environment, made at the first question."""
        if peer.name not in self._environments:
            self.tell(f"the environment of {peer.title}")
            made = environment_of(peer, self.cache / "environments")
            self._environments[peer.name] = made
        return self._environments[peer.name]

    def codegen(self, arguments: Sequence[str | Path], cwd: Path, cache: Path) -> Ended:
        """Run codegen's command, with a folder for what it keeps between builds."""
        command = [sys.executable, "-m", "generator", *arguments]
        variables = {"PYTHONPATH": str(REPOSITORY), "CODEGEN_CACHE": str(cache)}
        return run(command, cwd, variables)

    def build(
        self, document: Document, *options: str, into: Path, cache: Path | None = None
    ) -> Ended:
        """codegen builds a client into a folder; without a cache, as if for the first time."""
        arguments: list[str | Path] = [
            "build",
            document.file,
            "-o",
            into / PACKAGE,
            *options,
        ]
        kept = cache or self.fresh("no-cache")
        return self.codegen(arguments, into, kept)

    def peer_builds(self, peer: Peer, into: Path) -> Ended:
        """A peer builds a client of the main document into an empty folder."""
        environment = self.environment(peer)
        if isinstance(environment, Failure):
            return environment
        assert peer.building is not None
        command = peer.building(environment.bin, self.document.file, into)
        ended = run(command, into, environment.variables)
        if isinstance(ended, Taken) and not (into / peer.package).exists():
            return Failure("writes nothing, and says that all is well")
        return ended

    def keep(self, name: str, root: Path) -> None:
        """Let a client that was just built be the one that other rows measure, if none is yet."""
        if name in self._clients:
            return
        kept = self.fresh(f"clients/{name}")
        shutil.copytree(root, kept, dirs_exist_ok=True)
        peer = self.peer(name)
        environment = None if peer is None else self.environment(peer)
        if peer is None:
            self._clients[name] = Client(sys.executable, kept, kept / PACKAGE)
        elif isinstance(environment, Environment):
            files = kept / peer.package
            self._clients[name] = Client(environment.python, kept, files)

    def client(self, name: str) -> Client | Failure:
        """The client of codegen or of a peer, built if no row did so before."""
        if name not in self._clients:
            self.tell(f"a client by {name}")
            self._clients[name] = self._made(name)
        return self._clients[name]

    def _made(self, name: str) -> Client | Failure:
        peer = self.peer(name)
        if peer is not None and peer.building is None:
            return self._installed(peer)
        into = self.fresh("first")
        if peer is None:
            ended = self.build(self.document, into=into)
        else:
            ended = self.peer_builds(peer, into)
        if isinstance(ended, Failure):
            return Failure(f"no client: {ended.message}")
        self.keep(name, into)
        return self._clients[name]

    def _installed(self, peer: Peer) -> Client | Failure:
        """A client that is no work of a generator."""
        environment = self.environment(peer)
        if isinstance(environment, Failure):
            return environment
        found = next(environment.folder.glob(f"**/site-packages/{peer.package}"))
        return Client(environment.python, self.fresh("nothing"), found)

    def runs(self, name: str, *arguments: str | Path) -> Ended:
        """Run Python with these arguments where the client of `name` can be imported."""
        client = self.client(name)
        if isinstance(client, Failure):
            return client
        roots = os.pathsep.join(map(str, (client.root, REPOSITORY)))
        # The programs of the benchmark are found in the repository, and import nothing else of it.
        return run([client.python, *arguments], client.root, {"PYTHONPATH": roots})
