"""Cycles of a directed graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

_Node = TypeVar("_Node")


def cycles(edges: Mapping[_Node, Iterable[_Node]]) -> Iterator[set[_Node]]:
    """Find the strongly connected components that contain a cycle.

    Iterative, so that paths can be longer than Python's recursion limit.

    Args:
        edges: the successors of each node; each successor is a key, too.

    Source: R. Tarjan, "Depth-first search and linear graph algorithms" (1972).
    """
    numbers: dict[_Node, int] = {}
    # The lowest number of an open node that is known to be reachable from each node.
    lowest: dict[_Node, int] = {}
    open_: list[_Node] = []
    closed: set[_Node] = set()
    for root in edges:
        path = [] if root in numbers else [(root, iter(edges[root]))]
        while path:
            node, successors = path[-1]
            if node not in numbers:
                numbers[node] = lowest[node] = len(numbers)
                open_.append(node)
            successor = next((each for each in successors if each not in closed), None)
            if successor is None:
                path.pop()
                for predecessor, _ in path[-1:]:
                    lowest[predecessor] = min(lowest[predecessor], lowest[node])
                if lowest[node] == numbers[node]:
                    component = _pop_component(open_, node)
                    closed |= component
                    if len(component) > 1 or node in edges[node]:
                        yield component
            elif successor in numbers:
                lowest[node] = min(lowest[node], numbers[successor])
            else:
                path.append((successor, iter(edges[successor])))


def _pop_component(open_: list[_Node], node: _Node) -> set[_Node]:
    """Remove `node` and everything that was opened after it."""
    component = set()
    while node not in component:
        component.add(open_.pop())
    return component
