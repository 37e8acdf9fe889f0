"""Cache of build results, so that repeating a build costs little more than reading its document.

A build is a function of its inputs, the client that exists and codegen's own code. When all of
these are the same and no file was touched, the result of the last build is still true.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from generator.core.read_file import read_file
from generator.output import (
    MANIFEST_NAME,
    OutputError,
    WriteReport,
    read_client_folder,
)
from generator.output.cache_folder import Cache
from generator.workflows.build_inputs import BuildInputs
from generator.workflows.build_summary import (
    BuildSummary,
    summary_from_json,
    summary_to_json,
)
from generator.workflows.code_digest import code_digest


@dataclass(frozen=True, slots=True)
class RecalledBuild:
    """The summary of the last build, and its files, which are all unchanged."""

    summary: BuildSummary
    files: WriteReport


def recall_summary(
    output: Path, package: str, inputs: BuildInputs
) -> RecalledBuild | None:
    """Recall the last build of the client in `output`, if building it again would change nothing.

    None if a file of the client was edited or removed, an input changed, or nothing is remembered.
    """
    try:
        existing = read_client_folder(output)
    except (OutputError, OSError):
        # Writing the client reports what is wrong with its folder.
        return None
    if existing.manifest is None or existing.edited or existing.missing:
        return None
    if any(inputs.changes_since(existing.manifest)):
        return None
    summary = _read_summary(cache_key(output, package, inputs))
    if summary is None:
        return None
    unchanged = tuple(sorted(existing.generated))
    return RecalledBuild(summary, WriteReport((), unchanged, (), existing.foreign))


def cache_key(output: Path, package: str, inputs: BuildInputs) -> str | None:
    """The key of a build in the cache: a digest of all that decides its result.

    None if there is no client in `output`.
    """
    try:
        manifest = read_file(output / MANIFEST_NAME)
    except OSError:
        return None
    parts = [code_digest(), package, asdict(inputs), _digest(manifest)]
    return _digest(json.dumps(parts, sort_keys=True).encode())


def remember_summary(key: str | None, summary: BuildSummary) -> None:
    """Store the summary of a build for the next one with the same key."""
    cache = Cache.open()
    if key is not None and cache is not None:
        content = {"key": key, "summary": summary_to_json(summary)}
        cache.write(f"build-{key}", json.dumps(content).encode())


def _read_summary(key: str | None) -> BuildSummary | None:
    cache = Cache.open()
    if key is None or cache is None:
        return None
    content = cache.read(f"build-{key}")
    if content is None:
        return None
    try:
        value = json.loads(content.decode())
    except (ValueError, RecursionError):
        return None
    # The file of another build, under the name of this one.
    if not isinstance(value, dict) or value.get("key") != key:
        return None
    return summary_from_json(value.get("summary"))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()
