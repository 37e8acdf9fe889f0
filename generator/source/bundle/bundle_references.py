"""A document and the files that it refers to as one tree, in which each `$ref` stays inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.source.bundle.addresses import allowed_for
from generator.source.bundle.files import Files
from generator.source.bundle.gather import Gathering
from generator.source.bundle.homes import Homes
from generator.source.bundle.need import may_need_bundling
from generator.source.bundle.problems import Problems
from generator.source.bundle.resolve import Resolver
from generator.source.bundle.resource import resource_of
from generator.source.load import Location, Source

_WITHOUT_IDS = re.compile(r"3\.0(\..*)?")


def bundle_references(
    source: Source,
    location: Location,
    allowed: Iterable[Location],
    diagnostics: Diagnostics,
    keeps_broken: bool = False,
) -> Source:
    """The document with all that it refers to in it, and every `$ref` a JSON Pointer into it.

    What other files have comes under `components`, or stands where it is referred to if there is no
    place for its kind. `$id`, `$anchor` and `$dynamicRef` (JSON Schema 2020-12, section 8) have
    done their work then, and are gone. A document that has nothing of this comes back as it is.

    Args:
        source: the document.
        location: where it is; relative references start from there.
        allowed: what may be read beside what is in its own folder: files, folders, and URLs that
            others begin with.
        diagnostics: takes what is wrong with references, each with its line in its file. What
            cannot be had is replaced by something harmless, so that the rest can be looked at.
        keeps_broken: replace it by a reference that leads nowhere instead, for those who want to
            find it.
    """
    if not isinstance(source.tree, dict) or not may_need_bundling(source):
        return source
    reads_ids = _reads_ids(source.tree)
    root = resource_of(source, location, reads_ids)
    problems = Problems(root)
    files = Files(root, reads_ids)
    resolver = Resolver(files, allowed_for(location, allowed), problems)
    homes = Homes(root, resolver)
    homes.settle()
    tree, origin = Gathering(
        root, resolver, homes, problems, reads_ids, keeps_broken
    ).whole()
    diagnostics.extend(dict.fromkeys([*problems.placed(), *files.problems]))
    if origin is None:
        return source
    return replace(source, tree=tree, origin=origin, referenced=files.referenced)


def _reads_ids(tree: Mapping[str, Json]) -> bool:
    """Whether schemas are those of JSON Schema 2020-12, as they are since OpenAPI 3.1."""
    version = tree.get("openapi")
    return isinstance(version, str) and not _WITHOUT_IDS.fullmatch(version)
