# SPDX-License-Identifier: MIT
"""Choose the kind of request body, where the document offers several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..http.uploads import is_file
from ..models.fields import is_model
from ..models.json_values import is_array
from .bodies import Body, members_of
from .endpoint import EncodedBody


class BodyChoice:
    """The kinds of body that an operation takes, best first.

    `chosen_by` is the argument that names the media type to send. Without its value, the first kind
    is sent that takes all the arguments given, files as files.
    """

    __slots__ = ("bodies", "chosen_by")

    def __init__(self, *bodies: Body, chosen_by: str | None = None) -> None:
        self.bodies = bodies
        self.chosen_by = chosen_by

    def encode_given(
        self, arguments: Mapping[str, Any], package: str
    ) -> EncodedBody | None:
        """The body made of `arguments`, which are by Python name, without those left out.

        None if none of them belongs in a body, and the server does not insist on one.

        Raises:
            TypeError: no kind takes all the arguments together, or can do with them.
            ValueError: there is no kind of this media type.
            EncodingError: an argument has no place in the body.
        """
        media_type = arguments.get(self.chosen_by) if self.chosen_by else None
        names = frozenset[str]().union(*(body.names for body in self.bodies))
        offered = _of_media_type(self.bodies, media_type)
        body = _choose(offered, names & arguments.keys(), arguments)
        return body.encode_given(arguments, package, wanted=media_type is not None)


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
