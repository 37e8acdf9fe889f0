# SPDX-License-Identifier: MIT
"""Choose the media type of a request body that has several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..http.uploads import is_file
from ..models.fields import is_model
from ..models.json_values import is_array
from .bodies import Body, properties_of
from .endpoint import EncodedBody


class BodyChoice:
    """The request bodies that an operation accepts, one per media type, in order of preference.

    Source: OpenAPI 3.1.1, section 4.8.13 (Request Body Object), `content`.

    Attributes:
        bodies: The bodies; their media types differ.
        chosen_by: Python name of the argument that selects the media type. If a call does not
            pass it, the first body that accepts every given argument is sent; if files are
            given, the first of those that carry files unconverted.
    """

    __slots__ = ("bodies", "chosen_by")

    empty = None

    def __init__(self, *bodies: Body, chosen_by: str | None = None) -> None:
        self.bodies = bodies
        self.chosen_by = chosen_by

    def encode_given(
        self,
        arguments: Mapping[str, Any],
        package: str,
        extra: Mapping[str, object] | None = None,
    ) -> EncodedBody | None:
        """Serialize the body that fits the given arguments.

        Args:
            arguments: Arguments by Python name, without those left out.
            package: Root package of the client.
            extra: Properties to add to the body.

        Returns:
            The content and its media type; None if there is nothing to send.

        Raises:
            TypeError: no body accepts this combination of arguments, or one is missing.
            ValueError: the operation does not accept the selected media type.
            EncodingError: an argument cannot be serialized.
        """
        media_type = arguments.get(self.chosen_by) if self.chosen_by else None
        names = frozenset[str]().union(*(body.names for body in self.bodies))
        candidates = _filter_by_media_type(self.bodies, media_type)
        body = _choose_body(candidates, names & arguments.keys(), arguments)
        return body.encode_given(
            arguments, package, extra, wanted=media_type is not None
        )


def _filter_by_media_type(
    bodies: Sequence[Body], media_type: str | None
) -> Sequence[Body]:
    if media_type is None:
        return bodies
    matching = [body for body in bodies if body.media_type == media_type]
    if not matching:
        accepted = ", ".join(body.media_type for body in bodies)
        raise ValueError(
            f"the request body cannot be sent as {media_type!r}; use one of {accepted}"
        )
    return matching


def _choose_body(
    bodies: Sequence[Body], given: frozenset[str], arguments: Mapping[str, Any]
) -> Body:
    """Return the first body that accepts all given arguments, preferably a complete one."""
    accepting = [body for body in bodies if given <= body.names]
    if not accepting:
        names = ", ".join(name for name in arguments if name in given)
        problem = "no media type of the request body accepts these arguments together"
        raise TypeError(f"{problem}: {names}")
    candidates = [body for body in accepting if body.needs <= given] or accepting
    if len(candidates) > 1 and any(has_files(arguments[name]) for name in given):
        return next((body for body in candidates if body.carries_files), candidates[0])
    return candidates[0]


def has_files(value: Any) -> bool:
    """Whether `value` is a file to upload, or contains one as an item or property."""
    if is_file(value):
        return True
    if is_array(value):
        return any(map(is_file, value))
    if isinstance(value, Mapping) or is_model(type(value)):
        return any(has_files(member) for _, member in properties_of(value, ""))
    return False
