"""Does a document refer to anything that is not a JSON Pointer into itself? A quick look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.core.json import Json
from generator.source.load import Origin, Source

# A string that begins with `$` and is not the name in `"$ref": "#/…"`. Regular expressions and
# prose begin with `$` as well, so this may find something where there is nothing.
_OTHER = re.compile(r'"\$(?!ref"\s*:\s*"#/)')
# A discriminator's mapping to names of components and pointers. Nothing of it is tried twice, so
# that no text takes long.
_MAPPING = re.compile(
    r'"mapping"\s*+:\s*+\{'
    r'(?:\s*+"[^"\\]*+"\s*+:\s*+"(?:#/[^"\\]*+|[\w-]*+)"\s*+,?+)*+\s*+\}'
)
# A `$` that hides from it, and what else may name a file.
_HIDDEN = (r"\u0024", '"defaultMapping"')
_NAMING = frozenset(("mapping", "defaultMapping"))


def may_need_bundling(source: Source) -> bool:
    """Whether a closer look at the tree is worth its time: never wrongly false.

    YAML takes so long to read that the closer look is no matter, and has too many ways to write
    the same.
    """
    text = source.text
    if source.syntax == "yaml" or _OTHER.search(text):
        return True
    if any(each in text for each in _HIDDEN):
        return True
    if text.count('"mapping"') != len(_MAPPING.findall(text)):
        return True
    return any(_leads_away(each.tree) for each in _overlays(source))


def _overlays(source: Source) -> Iterator[Source]:
    """The files beside its own that the tree of `source` was written in."""
    waiting: list[Origin] = [source.origin] if source.origin is not None else []
    seen = {source.name}
    while waiting:
        origin = waiting.pop()
        if origin.source.name not in seen:
            seen.add(origin.source.name)
            yield origin.source
        waiting.extend(origin.members.values())


def _leads_away(tree: Json) -> bool:
    """Whether a value, of which there is not much, has a keyword that may lead out of it."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            for name, each in value.items():
                is_plain = name == "$ref" and str(each).startswith("#/")
                if (name.startswith("$") and not is_plain) or name in _NAMING:
                    return True
                waiting.append(each)
    return False
