"""What leads back to itself in a graph, found in one walk over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

_Node = TypeVar("_Node")


def cycles(led_to: Mapping[_Node, Iterable[_Node]]) -> Iterator[set[_Node]]:
    """The nodes that lead back to themselves; those that lead to each other in one set.

    Args:
        led_to: where each node leads; all of these are nodes too.

    Source: the strongly connected components of R. Tarjan, "Depth-first search and linear graph
    algorithms" (1972). Without recursion, so that a chain may be of any length.
    """
    numbers: dict[_Node, int] = {}
    # The node with the lowest number that is known to be reached from each, if it is open still.
    lowest: dict[_Node, int] = {}
    open_: list[_Node] = []
    closed: set[_Node] = set()
    for root in led_to:
        path = [] if root in numbers else [(root, iter(led_to[root]))]
        while path:
            node, rest = path[-1]
            if node not in numbers:
                numbers[node] = lowest[node] = len(numbers)
                open_.append(node)
            following = next((each for each in rest if each not in closed), None)
            if following is None:
                path.pop()
                for before, _ in path[-1:]:
                    lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == numbers[node]:
                    found = _taken_from(open_, node)
                    closed |= found
                    if len(found) > 1 or node in led_to[node]:
                        yield found
            elif following in numbers:
                lowest[node] = min(lowest[node], numbers[following])
            else:
                path.append((following, iter(led_to[following])))


def _taken_from(open_: list[_Node], node: _Node) -> set[_Node]:
    """`node` and all that was opened after it, which is open no more."""
    found = set()
    while node not in found:
        found.add(open_.pop())
    return found
