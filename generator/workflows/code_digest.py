"""The digest of codegen itself, which decides with its inputs what it generates."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from generator.core.read_file import read_file
from generator.render.template_folder import template_folder

_PACKAGE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def code_digest() -> str:
    """The digest of codegen's own code and templates."""
    state = blake2b(digest_size=32)
    for folder in (_PACKAGE, template_folder()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".j2"):
                state.update(path.relative_to(folder).as_posix().encode() + b"\0")
                state.update(blake2b(read_file(path)).digest())
    return state.hexdigest()
