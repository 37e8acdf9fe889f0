"""A class that several operations share keeps its name when one of them is removed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.naming.apply_name_lock import KeptName
from tests.names.builds import Build
from tests.names.documents import Tree, document, operation, record
from tests.property_settings import examples

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
ADDRESS = record(city=TEXT, country=record(code=TEXT))
many = examples(20, with_slow=300)


def with_bodies(**bodies: Tree) -> Tree:
    """Return a document with an operation for each body."""
    return document(
        {f"/{key}": {"post": operation(key, TEXT, (), bodies[key])} for key in bodies},
        {},
    )


def test_shared_class_keeps_its_name_without_the_operation_that_named_it() -> None:
    both = {"createA": record(home=ADDRESS), "createB": record(n=TEXT, home=ADDRESS)}
    before = Build(with_bodies(**both))
    assert before.classes_of["createB"] == {"Home", "HomeCountry"}
    del both["createA"]
    after = Build(with_bodies(**both), before)
    assert after.classes_of["createB"] == {"Home", "HomeCountry"}
    assert KeptName("Home", "CreateBHome") in after.kept
    # The next build knows the class by its new location.
    last = Build(with_bodies(**both), after)
    assert last.classes_of == after.classes_of
    assert last.lock == after.lock


def test_shared_class_keeps_its_name_over_several_removals() -> None:
    bodies = {f"create{letter}": record(home=ADDRESS) for letter in "ABCD"}
    build = Build(with_bodies(**bodies))
    for removed in ("createA", "createB", "createC"):
        del bodies[removed]
        build = Build(with_bodies(**bodies), build)
    assert build.classes_of == {"createD": {"Home", "HomeCountry"}}


def test_property_removed_from_similar_operations_does_not_rename_its_class() -> None:
    bodies = {
        "create": record(home=ADDRESS),
        "update": record(home=ADDRESS),
        "createOther": record(work=record(address=ADDRESS)),
    }
    before = Build(with_bodies(**bodies))
    assert "CreateHome" in before.classes_of["createOther"]
    assert before.lock.places["create.home"] == "createOther.work.address"
    without = {key: record(n=TEXT) for key in ("create", "update")}
    after = Build(with_bodies(**(bodies | without)), before)
    assert after.classes_of["createOther"] == before.classes_of["createOther"]


def test_restored_operation_uses_the_class_that_was_named_after_it() -> None:
    both = {"createA": record(home=ADDRESS), "createB": record(home=ADDRESS)}
    without = Build(
        with_bodies(createB=record(home=ADDRESS)), Build(with_bodies(**both))
    )
    again = Build(with_bodies(**both), without)
    assert again.classes_of == Build(with_bodies(**both)).classes_of


def test_standby_that_changes_gets_a_class_of_its_own() -> None:
    before = Build(
        with_bodies(createA=record(home=ADDRESS), createB=record(home=ADDRESS))
    )
    changed = with_bodies(
        createA=record(home=ADDRESS), createB=record(home=record(city=NUMBER))
    )
    after = Build(changed, before)
    assert after.classes_of == {
        "createA": {"Home", "HomeCountry"},
        "createB": {"CreateBHome"},
    }


def test_new_operation_does_not_take_the_name_of_a_standby() -> None:
    both = {"createA": record(home=ADDRESS), "createB": record(n=TEXT, home=ADDRESS)}
    before = Build(with_bodies(**both))
    without = {"createB": both["createB"], "create_a": record(home=record(x=NUMBER))}
    after = Build(with_bodies(**without), before)
    assert after.classes_of["createB"] == {"Home", "HomeCountry"}
    assert after.classes_of["create_a"] == {"CreateAHome"}


def test_nested_standbys_are_not_stored() -> None:
    nested = record(one=record(two=record(three=record(x=TEXT))))
    stored = Build(with_bodies(createA=nested, createB=nested)).lock.to_json()
    assert stored["places"] == {
        "createA": "one.two%:OneTwo one.two.three%:TwoThree one=createB%:One"
    }


def test_names_that_do_not_follow_from_a_location_are_kept() -> None:
    home = record(**{"+1": record(x=TEXT), "a b=%": record(y=TEXT)})
    both = {"none.a": home, "none.b": home}
    before = Build(with_bodies(**both))
    assert before.classes_of["none.b"] == {"Plus1", "AB"}
    after = Build(with_bodies(**{"none.b": home}), before)
    assert after.classes_of["none.b"] == {"Plus1", "AB"}


_shapes = st.recursive(
    st.sampled_from([TEXT, NUMBER]),
    lambda inner: st.one_of(
        st.dictionaries(
            st.sampled_from(["a", "b", "a.b", "+1", "x y"]), inner, min_size=1
        ).map(lambda properties: record(**properties)),
        st.sampled_from(["A", "B b", "home"]).map(
            lambda title: record(a=TEXT) | {"title": title}
        ),
        inner.map(lambda items: {"type": "array", "items": items}),
        st.lists(inner, min_size=2, max_size=2).map(lambda of: {"anyOf": of}),
    ),
    max_leaves=5,
)
_keys = st.sampled_from(["a", "A", "aB", "a_b", "a.b", "none.a", "b", "c", "a-c"])


@many
@given(st.data())
def test_removing_an_operation_renames_no_class_of_the_others(
    data: st.DataObject,
) -> None:
    shapes = data.draw(st.lists(_shapes, min_size=1, max_size=2))
    bodies = {
        key: record(**data.draw(_members(shapes)))
        for key in data.draw(st.lists(_keys, min_size=2, max_size=5, unique=True))
    }
    build = Build(with_bodies(**bodies))
    while len(bodies) > 1:
        del bodies[data.draw(st.sampled_from(sorted(bodies)))]
        after = Build(with_bodies(**bodies), build)
        assert after.classes_of == {key: build.classes_of[key] for key in bodies}
        build = after


def _members(shapes: list[Tree]) -> st.SearchStrategy[Tree]:
    return st.dictionaries(
        st.sampled_from(["home", "work", "a"]), st.sampled_from(shapes), min_size=1
    )
