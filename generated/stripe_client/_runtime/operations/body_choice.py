# SPDX-License-Identifier: MIT
"""Choose the kind of request body, where the document offers several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..http.uploads import is_file
from ..models.fields import is_model
from ..models.json_values import is_array
from .bodies import Body, EncodedBody, members_of


def encode_body(
    bodies: Sequence[Body],
    arguments: Mapping[str, Any],
    package: str,
    media_type: str | None = None,
) -> EncodedBody | None:
    """The body of a request, by the first kind that takes all that was given, files as files.

    Args:
        bodies: the kinds there are, best first.
        arguments: by Python name, without those left out.
        package: the client, in which annotations are looked up.
        media_type: which kind it has to be, if the caller says so.

    None if nothing was given that belongs in a body, and the server does not insist on one.

    Raises:
        TypeError: no kind takes all the arguments together, or can do with them.
        ValueError: there is no kind of this media type.
        EncodingError: an argument has no place in the body.
    """
    if not bodies:
        return None
    given = frozenset[str]().union(*(body.names for body in bodies)) & arguments.keys()
    offered = _of_media_type(bodies, media_type)
    chosen = _choose(offered, given, arguments)
    is_wanted = chosen.required or media_type is not None
    if given or (is_wanted and chosen.can_be_empty):
        missing = [repr(name) for name in sorted(chosen.needs - given)]
        if missing:
            names = ", ".join(missing)
            raise TypeError(f"a request body of {chosen.media_type} needs {names}")
        return chosen.encode(arguments, package)
    return None


def _of_media_type(bodies: Sequence[Body], media_type: str | None) -> Sequence[Body]:
    if media_type is None:
        return bodies
    offered = [body for body in bodies if body.media_type == media_type]
    if not offered:
        known = ", ".join(body.media_type for body in bodies)
        raise ValueError(
            f"{media_type!r} is no media type of this body; it has {known}"
        )
    return offered


def _choose(
    bodies: Sequence[Body], given: frozenset[str], arguments: Mapping[str, Any]
) -> Body:
    """The first that takes all that was given, and is complete with it, if there is one."""
    fitting = [body for body in bodies if given <= body.names]
    if not fitting:
        names = ", ".join(name for name in arguments if name in given)
        problem = "no kind of request body takes these arguments together"
        raise TypeError(f"{problem}: {names}")
    fitting = [body for body in fitting if body.needs <= given] or fitting
    if len(fitting) > 1 and any(has_files(arguments[name]) for name in given):
        return next((body for body in fitting if body.carries_files), fitting[0])
    return fitting[0]


def has_files(value: Any) -> bool:
    """Whether `value` is something to upload, or has it among its items or properties."""
    if is_file(value):
        return True
    if is_array(value):
        return any(map(is_file, value))
    if isinstance(value, Mapping) or is_model(type(value)):
        return any(has_files(each) for _, each in members_of(value, ""))
    return False
