"""The client in the repository is what codegen makes of the document in the repository."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.real.folders import REPOSITORY, STRIPE, STRIPE_OVERLAY, build, contents

COMMITTED = REPOSITORY / "generated" / "stripe_client"
LITTLE = REPOSITORY / "tests" / "architecture" / "little.yaml"
SHOWN = 10


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(
        path for path in one.keys() | other.keys() if one.get(path) != other.get(path)
    )


# The order of sets depends on the seed of the hashes; that of the client must not.
@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_committed_client_is_what_a_fresh_build_gives(
    seed: str, tmp_path: Path
) -> None:
    said = build(
        STRIPE,
        "stripe_client",
        "--overlay",
        STRIPE_OVERLAY,
        cwd=tmp_path,
        PYTHONHASHSEED=seed,
    )
    assert "619/619 operations, 1578/1578 schemas, 0 dropped" in said

    fresh = contents(tmp_path / "stripe_client")
    different = differences(contents(COMMITTED), fresh)
    first = "\n".join(f"    {path}" for path in islice(different, SHOWN))
    assert not different, (
        f"generated/stripe_client is not what codegen makes of specs/stripe.json; "
        f"{len(different)} files differ, first of all\n{first}\n"
        f"to rebuild it:\n    codegen build"
    )


def test_a_client_does_not_depend_on_where_it_is_built(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    (here / "api.yaml").write_bytes(LITTLE.read_bytes())
    build(Path("api.yaml"), "little_client", cwd=here)
    build(LITTLE, str(there / "little_client"), cwd=tmp_path)
    assert contents(here / "little_client") == contents(there / "little_client")
