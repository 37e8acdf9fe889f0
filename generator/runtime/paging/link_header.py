# SPDX-License-Identifier: MIT
"""Paging by the header `Link`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .origin import PageLocation, PageStep
from .rules import Rule, step_to_url

# RFC 8288, section 3: `; name`, `; name=token` or `; name="quoted string"`.
_PARAMETER: Final = (
    r"""\s*;\s*([^\s=;,"]+)(?: ?= ?(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+)))?"""
)
_LINK: Final = re.compile(rf"<([^<>]*)>((?:{_PARAMETER})*)")
_PARAMETERS: Final = re.compile(_PARAMETER)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHeader(Rule):
    """Link headers: the response names the URL of the next page as `Link: <…>; rel="next"`.

    URLs are treated as those of `NextUrl` are.

    Source: RFC 8288, section 3.

    Attributes:
        items: Property with the items.
    """

    items: str = ""

    def step(
        self, page: object, arguments: Mapping[str, Any], location: PageLocation
    ) -> PageStep | None:
        for url, relations in _links(location.links):
            if "next" in relations:
                return step_to_url(url, location)
        return None


def _links(header: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the URL and the relation types of each link."""
    for link in _LINK.finditer(header):
        for name, quoted, token in _PARAMETERS.findall(link[2]):
            if name.lower() == "rel":
                yield link[1], (quoted or token).lower().split()
                break
