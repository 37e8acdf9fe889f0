from __future__ import annotations

import copy
import pickle

from generator.runtime.models.unset import UNSET, Unset


def test_unset_is_falsy_and_has_repr() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"


def test_unset_is_a_singleton() -> None:
    assert Unset() is UNSET
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy({"a": UNSET})["a"] is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET
