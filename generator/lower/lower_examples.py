"""Lower the examples of parameters and media types."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir.examples import Example
from generator.openapi import nodes


def lower_examples(examples: Iterable[nodes.Example]) -> tuple[Example, ...]:
    """The examples of a parameter or media type."""
    return tuple(
        Example(example.value, example.name, example.summary, example.description)
        for example in examples
    )
