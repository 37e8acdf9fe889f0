"""Does a document refer to anything that is not a JSON Pointer into itself? A quick look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.load import Origin, Source

# A string that begins with `$` and is not the name in `"$ref": "#/…"`. Regular expressions and
# prose begin with `$` as well, so this may find something where there is nothing.
_OTHER = re.compile(r'"\$(?!ref"\s*:\s*"#/)')
# A `$` that hides from it, and the field of a discriminator that may name files.
_HIDDEN = (r"\u0024", '"mapping"', '"defaultMapping"')


def may_need_bundling(source: Source) -> bool:
    """Whether a closer look at the tree is worth its time: never wrongly false.

    YAML takes so long to read that the closer look is no matter, and has too many ways to write
    the same.
    """
    return any(map(_may_need, _written(source)))


def _may_need(source: Source) -> bool:
    if source.syntax == "yaml":
        return True
    text = source.text
    return _OTHER.search(text) is not None or any(each in text for each in _HIDDEN)


def _written(source: Source) -> Iterator[Source]:
    """The files that the tree of `source` was written in: its own, and overlays."""
    yield source
    waiting: list[Origin] = [source.origin] if source.origin is not None else []
    seen = {source.name}
    while waiting:
        origin = waiting.pop()
        if origin.source.name not in seen:
            seen.add(origin.source.name)
            yield origin.source
        waiting.extend(origin.members.values())
