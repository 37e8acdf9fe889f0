from __future__ import annotations

import copy
import pickle

from generator.runtime.models.unset import UNSET, Unset


def test_unset_is_false_and_says_its_name() -> None:
    assert not UNSET
    assert repr(UNSET) == "UNSET"


def test_there_is_one_unset() -> None:
    assert Unset() is UNSET
    assert copy.copy(UNSET) is UNSET
    assert copy.deepcopy({"a": UNSET})["a"] is UNSET
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET
