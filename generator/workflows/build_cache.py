"""What the last build of a client found, so that to build it again from the same is not to build.

A build is a function of its document, its options, the client that is there and codegen's own code.
Where all of these are the same, and the files are as they were written, there is nothing to do but
to say again what was said.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.frontend.coverage import NOTHING_COUNTED, Count
from generator.naming.locking import KeptName
from generator.openapi.recovery import LeftOut
from generator.output.cache_folder import Cache
from generator.render.templates import template_folder
from generator.slicing.slice import Reach
from generator.source.load import Source

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a build told beside the files that it wrote.

    `kept_names` would be others without the lock; `reach` says what a part of the document comes to
    with its expandable fields and without; `left_out` is what the document has errors in, and a
    lenient build leaves out.
    """

    operations: Count
    schemas: Count
    warnings: tuple[Diagnostic, ...] = ()
    kept_names: tuple[KeptName, ...] = ()
    reach: Reach | None = None
    webhooks: Count = NOTHING_COUNTED
    left_out: tuple[LeftOut, ...] = ()


def fingerprint(
    source: Source,
    package: str,
    options: ClientOptions,
    templates: str | None,
    manifest: bytes,
) -> str:
    """What decides a build, in short.

    `templates` is the digest of a user's own, `manifest` that of the client that is there.
    """
    parts = [
        *(_own_digest(), source.digest, list(source.overlays), package),
        [each.digest for each in source.referenced],
        *(options.to_json(), templates, _digest(manifest)),
    ]
    return _digest(json.dumps(parts, sort_keys=True).encode())


def recall(key: str) -> Remembered | None:
    """What was remembered under a fingerprint, if it still is."""
    cache = Cache.open()
    content = cache.read(f"build-{key}") if cache is not None else None
    if content is None:
        return None
    try:
        return _from_json(json.loads(content))
    except (ValueError, KeyError, TypeError):
        return None


def remember(key: str, remembered: Remembered) -> None:
    """Keep what a build told for the next one with the same fingerprint."""
    cache = Cache.open()
    if cache is not None:
        content = json.dumps(_to_json(remembered)).encode()
        cache.write(f"build-{key}", content)


@lru_cache(maxsize=1)
def _own_digest() -> str:
    """The digest of codegen's own code and templates, which a build is a function of too."""
    state = blake2b(digest_size=32)
    for folder in (_PACKAGE, template_folder()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".j2"):
                state.update(path.relative_to(folder).as_posix().encode() + b"\0")
                state.update(blake2b(path.read_bytes()).digest())
    return state.hexdigest()


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()


def _to_json(remembered: Remembered) -> dict[str, Json]:
    reach = remembered.reach
    return {
        "operations": astuple(remembered.operations),
        "schemas": astuple(remembered.schemas),
        "warnings": [each.to_json() for each in remembered.warnings],
        "kept": [[each.name, each.otherwise] for each in remembered.kept_names],
        "webhooks": astuple(remembered.webhooks),
        "left_out": [each.to_json() for each in remembered.left_out],
        "reach": reach and [reach.schemas, reach.without_expansions],
    }


def _from_json(value: dict[str, Json]) -> Remembered:
    return Remembered(
        operations=Count(*value["operations"]),
        schemas=Count(*value["schemas"]),
        warnings=tuple(map(Diagnostic.from_json, value["warnings"])),
        kept_names=tuple(KeptName(*each) for each in value["kept"]),
        reach=value["reach"] and Reach(*value["reach"]),
        webhooks=Count(*value["webhooks"]),
        left_out=tuple(map(LeftOut.from_json, value["left_out"])),
    )
