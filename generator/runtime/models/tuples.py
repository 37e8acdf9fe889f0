# SPDX-License-Identifier: MIT
"""Decode and encode lists of fixed length, whose items have a type for each position."""

from __future__ import annotations

from itertools import repeat
from typing import Any

from .decode import Decoder, decoder_for
from .encode import Encoder, Target, encode_items, encoder_for
from .type_expressions import Tuple, UnionOfRefs


class TupleUnion:
    """The tuples among the members of a type; those of one length are united by position.

    Args:
        tuples: The tuples.
        package: The client's root package, in which references are resolved.
    """

    def __init__(self, tuples: list[Tuple], package: str) -> None:
        self._package = package
        self._by_length: dict[int, tuple[Any, ...]] = {}
        for items in (declared.items for declared in tuples):
            known = self._by_length.setdefault(len(items), items)
            if known is not items:
                positions = zip(known, items, strict=True)
                self._by_length[len(items)] = tuple(map(UnionOfRefs, positions))

    def decoder(self, other: Decoder | None) -> Decoder:
        """Return a decoder of lists.

        Args:
            other: The decoder of items of lists whose length no tuple has, if they need one.
        """
        by_length = {
            length: [decoder_for(item, self._package) for item in items]
            for length, items in self._by_length.items()
        }

        def decode(value: list[Any]) -> Any:
            decoders = by_length.get(len(value))
            if decoders is not None:
                return tuple(
                    [
                        item if decode_item is None else decode_item(item)
                        for decode_item, item in zip(decoders, value, strict=True)
                    ]
                )
            return value if other is None else [other(item) for item in value]

        return decode

    def encoder(self, other: Encoder, target: Target) -> Encoder:
        """Return an encoder of sequences.

        Args:
            other: The encoder of items of sequences whose length no tuple has.
            target: As for `encoder_for`.
        """
        by_length = {
            length: [encoder_for(item, self._package, target) for item in items]
            for length, items in self._by_length.items()
        }
        return lambda value: encode_items(
            value, by_length.get(len(value)) or repeat(other)
        )
