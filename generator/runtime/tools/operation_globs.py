# SPDX-License-Identifier: MIT
"""Globs over operationIds, tags and paths: `Get*`, `tag:billing`, `GET /v1/customers/**`."""

from __future__ import annotations

import re
from typing import Final

WILDCARD: Final = re.compile(r"/\*\*/|/\*\*$|\*\*|[*?]")
TAG: Final = "tag:"
# An HTTP method and a path, or a path alone.
PATH: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9._-]*)\s+)?(/.*)", re.DOTALL)


def compile_glob(glob: str, single: str = ".") -> re.Pattern[str]:
    """Compile a glob to a regular expression; only `*` and `?` are special.

    `single` is what `?` matches. A final `/**` also matches nothing and `/**/` a single slash, so
    `/v1/customers/**` includes `/v1/customers`.
    """
    expressions = {
        "/**/": "/(?:.*/)?",
        "/**": "(?:/.*)?",
        "**": ".*",
        "*": f"{single}*",
        "?": single,
    }
    parts: list[str] = []
    position = 0
    for wildcard in WILDCARD.finditer(glob):
        between = re.escape(glob[position : wildcard.start()])
        parts += [between, expressions[wildcard[0]]]
        position = wildcard.end()
    return re.compile("".join([*parts, re.escape(glob[position:])]), re.DOTALL)
