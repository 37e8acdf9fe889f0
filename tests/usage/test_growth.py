"""`--used-by` takes time and memory that grow with the size of the code, and no faster."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.usage.shop import select_from_paths, shop_surface

IMPORT = "from shop_client import Client\nclient = Client('k')\n"
# Code that is doubled three times may take this many times as much: linear growth with a margin
# for noise. Quadratic growth is 64.
MAX_GROWTH = 16
# The smallest size takes at least this long, so that fixed costs and the clock do not matter.
_MIN_SECONDS = 0.02


def attribute_chains(size: int) -> str:
    return f"client{'.a' * 250}\n" * size


def imports(size: int) -> str:
    # Not a single longer one: Python's parser takes quadratic time for it.
    return f"import a{'.shop_client' * 500}{'.a' * 500}\n" * size


def chain_of_variables(size: int) -> str:
    # Each is assigned before the one that it is assigned from.
    lines = [f"v{index} = v{index + 1}\n" for index in range(40 * size)]
    return "".join([*lines, f"v{40 * size} = client.customers\n"])


def unknown_attributes(size: int) -> str:
    return "".join(f"client.custmers{index}.list()\n" for index in range(20 * size))


def targets_of_one_value(size: int) -> str:
    targets = " = ".join(f"t{index}" for index in range(20 * size))
    return f"{targets} = client{'.a' * 200}\n"


def annotated_names(size: int) -> str:
    return f"x: a{'.Client' * 250}\n" * size


def dotted_strings(size: int) -> str:
    return f"x = '{'shop_client.' * 100 * size}a'\n"


def calls(size: int) -> str:
    return f"client{'.customers.list()' * 60}\n" * size


CODE: Mapping[str, Callable[[int], str]] = {
    function.__name__: function
    for function in (
        attribute_chains,
        imports,
        chain_of_variables,
        unknown_attributes,
        targets_of_one_value,
        annotated_names,
        dotted_strings,
        calls,
    )
}


def seconds(file: Path, code: str) -> float:
    """The shortest of three runs, which is the least disturbed one."""
    file.write_text(IMPORT + code)
    durations = []
    for _ in range(3):
        start = time.process_time()
        select_from_paths(file)
        durations.append(time.process_time() - start)
    return min(durations)


def peak_memory(file: Path, code: str) -> int:
    file.write_text(IMPORT + code)
    tracemalloc.start()
    try:
        select_from_paths(file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", CODE)
def test_time_is_linear_in_code(name: str, tmp_path: Path) -> None:
    shop_surface()
    code, file = CODE[name], tmp_path / "code.py"
    size = 8
    while seconds(file, code(size)) < _MIN_SECONDS:
        size *= 2
    growth = seconds(file, code(8 * size)) / seconds(file, code(size))
    assert growth < MAX_GROWTH


@pytest.mark.parametrize("name", CODE)
def test_memory_is_linear_in_code(name: str, tmp_path: Path) -> None:
    shop_surface()
    code, file = CODE[name], tmp_path / "code.py"
    growth = peak_memory(file, code(64)) / peak_memory(file, code(8))
    assert growth < MAX_GROWTH
