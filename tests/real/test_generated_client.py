"""The committed client is up to date with the committed document, and builds are reproducible."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.real.folders import REPOSITORY, STRIPE, STRIPE_OVERLAY, build, contents

COMMITTED = REPOSITORY / "generated" / "stripe_client"
DOCUMENT = REPOSITORY / "tests" / "architecture" / "little.yaml"
MAX_LISTED = 10


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(
        path for path in one.keys() | other.keys() if one.get(path) != other.get(path)
    )


# The hash seed determines the order of sets; it must not affect the client.
@pytest.mark.parametrize("seed", ["0", "1"])
def test_committed_client_is_up_to_date(seed: str, tmp_path: Path) -> None:
    output = build(
        STRIPE,
        "stripe_client",
        "--overlay",
        STRIPE_OVERLAY,
        cwd=tmp_path,
        PYTHONHASHSEED=seed,
    )
    assert "619/619 operations, 1578/1578 schemas, 0 dropped" in output

    fresh = contents(tmp_path / "stripe_client")
    different = differences(contents(COMMITTED), fresh)
    listed = "\n".join(f"    {path}" for path in islice(different, MAX_LISTED))
    assert not different, (
        f"generated/stripe_client is not up to date with specs/stripe.json; "
        f"{len(different)} files differ, among them\n{listed}\n"
        f"rebuild it:\n    codegen build"
    )


def test_client_does_not_depend_on_folder_of_build(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    (here / "api.yaml").write_bytes(DOCUMENT.read_bytes())
    build(Path("api.yaml"), "little_client", cwd=here)
    build(DOCUMENT, str(there / "little_client"), cwd=tmp_path)
    assert contents(here / "little_client") == contents(there / "little_client")
