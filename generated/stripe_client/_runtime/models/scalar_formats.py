# SPDX-License-Identifier: MIT
"""Decode strings and numbers of types with formats."""

from __future__ import annotations

from typing import Any

from .decode import Decoder, accepts_all
from .format_encoders import Format
from .type_expressions import Constant, alternatives


class ScalarFormat(Format):
    """A wire format, with the rules for types that have several."""

    __slots__ = ()

    def scalar_decoder(
        self, json_type: type, expression: Any, package: str
    ) -> Decoder | None:
        """Try formats in order, up to the first plain type that accepts every `json_type`."""
        converts: list[Decoder] = []
        constants: list[Constant] = []
        for member in alternatives(expression, package):
            if accepts_all(member, json_type):
                break
            if isinstance(member, Constant):
                constants.append(member)
            elif isinstance(member, Format) and _round_trips(
                member, expression, package
            ):
                converts.append(member.decode)
        if not converts:
            return None

        def decode(value: Any) -> Any:
            if any(constant.admits(value) for constant in constants):
                return value
            for convert in converts:
                converted = convert(value)
                if converted is not value:
                    return converted
            return value

        return decode if constants or len(converts) > 1 else converts[0]


def _round_trips(format_: Format, expression: Any, package: str) -> bool:
    """Whether the encoder would choose this format: it is the first with its Python type."""
    for member in alternatives(expression, package):
        if isinstance(member, Format) and member.type is format_.type:
            return member is format_
        if member is format_.type or member is object:
            return False
    return False
