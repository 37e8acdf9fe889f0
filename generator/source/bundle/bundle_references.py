"""Make one tree of a document and the files that it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.source.bundle.access import AllowedLocations, allowed_locations
from generator.source.bundle.diagnostics import BundleDiagnostics
from generator.source.bundle.document_file import document_file
from generator.source.bundle.file_reader import FileReader
from generator.source.bundle.merge_files import FileMerger
from generator.source.bundle.placement import Placement
from generator.source.bundle.resolve_references import UriResolver
from generator.source.load import (
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    Location,
    Origin,
    Source,
    StandardInput,
)

_OPENAPI_30 = re.compile(r"3\.0(\..*)?")
# A string that starts with `$`, other than the name in `"$ref": "#/…"`. May match regular
# expressions and prose too, which costs time only.
_KEYWORD = re.compile(r'"\$(?!ref"\s*:\s*"#/)')
# A discriminator's mapping that contains names of components and pointers only. Possessive, so that
# no text makes it backtrack.
_LOCAL_MAPPING = re.compile(
    r'"mapping"\s*+:\s*+\{'
    r'(?:\s*+"[^"\\]*+"\s*+:\s*+"(?:#/[^"\\]*+|[\w-]*+)"\s*+,?+)*+\s*+\}'
)
# A `$` that `_KEYWORD` does not see, and another field that may name a file.
_OTHER_SIGNS = (r"\u0024", '"defaultMapping"')
_MAPPING_FIELDS = frozenset(("mapping", "defaultMapping"))


def bundle_references(
    source: Source,
    location: DocumentLocation,
    allowed: Iterable[Location],
    diagnostics: Diagnostics,
    keeps_broken: bool = False,
    headers: DocumentHeaders = NO_HEADERS,
) -> Source:
    """Copy everything that a document refers to into its tree.

    Content of other files goes to `components`, or replaces its references if `components` has no
    section for its type. `$id`, `$anchor` and `$dynamicRef` (JSON Schema 2020-12, section 8) are
    resolved and removed. A document without any of these is returned unchanged.

    Args:
        source: the document.
        location: its location, the base of relative references; for standard input, these
            start from the current folder.
        allowed: what may be read apart from the folder of the document: files, folders, and
            prefixes of URLs.
        diagnostics: receives problems with references, with file and line. Whatever cannot be read
            is replaced by a placeholder, so that the rest can be checked.
        keeps_broken: keep broken references instead of placeholders, so that they can be found.
        headers: headers for URLs of their origin.
    """
    if not isinstance(source.tree, dict) or not may_need_bundling(source):
        return source
    has_ids = _has_ids(source.tree)
    path = location.base if isinstance(location, StandardInput) else location
    access = allowed_locations(path, allowed)
    root = document_file(source, path, _base(source, path, access), has_ids)
    problems = BundleDiagnostics(root)
    files = FileReader(root, access, has_ids, headers)
    resolver = UriResolver(files, access, problems)
    placement = Placement(root, resolver)
    placement.place_components()
    merger = FileMerger(root, resolver, placement, problems, has_ids, keeps_broken)
    tree, origin = merger.merge()
    diagnostics.extend(dict.fromkeys([*problems.located(), *files.diagnostics]))
    if origin is None:
        return source
    return replace(source, tree=tree, origin=origin, referenced=files.referenced)


def may_need_bundling(source: Source) -> bool:
    """Whether a document may have references other than JSON Pointers into itself.

    A quick check of the text, which may return True without need but never False wrongly. YAML has
    too many ways to write the same, and is slow to read anyway, so it always needs the full walk.
    """
    text = source.text
    if source.syntax == "yaml" or _KEYWORD.search(text):
        return True
    if any(sign in text for sign in _OTHER_SIGNS):
        return True
    if text.count('"mapping"') != len(_LOCAL_MAPPING.findall(text)):
        return True
    return any(_has_references(overlay.tree) for overlay in _other_files(source))


def _base(source: Source, location: Location, allowed: AllowedLocations) -> Location:
    """The base of the document's references: where redirects led to, if that may be read."""
    retrieval = source.retrieval
    if retrieval is None or not allowed.includes(retrieval.url):
        return location
    return retrieval.url


def _has_ids(tree: Mapping[str, Json]) -> bool:
    """Whether schemas may have `$id`, as in JSON Schema 2020-12 and so since OpenAPI 3.1."""
    version = tree.get("openapi")
    return isinstance(version, str) and not _OPENAPI_30.fullmatch(version)


def _other_files(source: Source) -> Iterator[Source]:
    """The other files in which values of the tree were written."""
    waiting: list[Origin] = [source.origin] if source.origin is not None else []
    seen = {source.name}
    while waiting:
        origin = waiting.pop()
        if origin.source.name not in seen:
            seen.add(origin.source.name)
            yield origin.source
        waiting.extend(origin.members.values())


def _has_references(tree: Json) -> bool:
    """Whether a small tree has a keyword that may lead out of it."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            for name, member in value.items():
                is_local = name == "$ref" and str(member).startswith("#/")
                if (name.startswith("$") and not is_local) or name in _MAPPING_FIELDS:
                    return True
                waiting.append(member)
    return False
