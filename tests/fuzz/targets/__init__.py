"""The parts of codegen to fuzz, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.fuzz.targets.build import BUILD
from tests.fuzz.targets.client import CLIENT
from tests.fuzz.targets.diff import DIFF
from tests.fuzz.targets.manifest import MANIFEST
from tests.fuzz.targets.reader import READER
from tests.fuzz.targets.target import Target

TARGETS: Mapping[str, Target] = MappingProxyType(
    {target.name: target for target in (BUILD, DIFF, CLIENT, MANIFEST, READER)}
)
