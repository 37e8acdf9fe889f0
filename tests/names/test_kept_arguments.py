"""Arguments and fields keep their meaning when the document gains more of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.naming.apply_name_lock import KeptName
from tests.names.builds import Build, assert_kept
from tests.names.documents import Tree, document, operation, parameter, record, ref
from tests.property_settings import examples

TEXT = {"type": "string"}
many = examples(40, with_slow=600)


def with_operation(
    parameters: tuple[Tree, ...] = (), body: Tree | None = None, **more: Tree
) -> Tree:
    """Return a document with the operation `update`, and bodies of `more` media types."""
    update = operation("update", TEXT, parameters, body)
    if more:
        content = update.setdefault("requestBody", {"content": {}})["content"]
        content |= {f"text/{name}": {"schema": schema} for name, schema in more.items()}
    return document({"/users/{id}": {"post": update}}, {})


def with_fields(*names: str) -> Tree:
    """Return a document whose component `user` has these properties."""
    return document(
        {"/users": {"get": operation("users", ref("user"))}},
        {"user": record(**dict.fromkeys(names, TEXT))},
    )


def arguments(build: Build) -> dict[tuple[str, str], str]:
    """Return the arguments of the operation by location and name."""
    return {
        (location, name): argument
        for (_, location, name), argument in build.arguments.items()
    }


def fields(build: Build) -> dict[str, str]:
    """Return the fields of the component `user`."""
    return {name: field for (_, name), field in build.fields.items()}


def test_query_parameter_does_not_take_the_argument_of_a_body_property() -> None:
    path = parameter("id", "path")
    before = Build(with_operation((path,), record(name=TEXT)))
    grown = with_operation((path, parameter("name", "query")), record(name=TEXT))
    assert arguments(Build(grown))["query", "name"] == "name"
    after = Build(grown, before)
    assert arguments(after) == {
        ("path", "id"): "id",
        ("body", "name"): "name",
        ("query", "name"): "name_query",
    }
    assert after.kept == (KeptName("update(name=)", "update(name_body=)"),)
    # The lock of the second build lists the newcomer, and keeps both.
    assert_kept(after, Build(grown, after))


def test_comparisons_are_part_of_the_name() -> None:
    both = (parameter("StartTime<", "query"), parameter("StartTime>", "query"))
    assert arguments(Build(with_operation(both))) == {
        ("query", "StartTime<"): "start_time_lt",
        ("query", "StartTime>"): "start_time_gt",
    }


def test_parameters_that_differ_in_a_sign_keep_their_arguments() -> None:
    before = Build(with_operation((parameter("start.time", "query"),)))
    assert arguments(before) == {("query", "start.time"): "start_time"}
    both = (parameter("start-time", "query"), parameter("start.time", "query"))
    after = Build(with_operation(both), before)
    assert arguments(after) == {
        ("query", "start.time"): "start_time",
        ("query", "start-time"): "start_time_query",
    }
    # The other way round, and with the rest of the document gone.
    last = Build(with_operation((parameter("start-time", "query"),)), after)
    assert arguments(last) == {("query", "start-time"): "start_time_query"}


def test_parameter_named_body_does_not_take_the_argument_of_the_body() -> None:
    words = {"type": "array", "items": TEXT}
    before = Build(with_operation((), words))
    assert arguments(before) == {("body", ""): "body"}
    after = Build(with_operation((parameter("body", "query"),), words), before)
    assert arguments(after) == {("body", ""): "body", ("query", "body"): "body_query"}


def test_parameter_does_not_take_the_argument_of_the_media_type() -> None:
    before = Build(with_operation((), plain=TEXT, html=TEXT))
    assert arguments(before)["media_type", ""] == "media_type"
    added = (parameter("media_type", "query"), parameter("mediaType", "header"))
    after = Build(with_operation(added, plain=TEXT, html=TEXT), before)
    assert arguments(after) == {
        ("body", ""): "body",
        ("media_type", ""): "media_type",
        ("query", "media_type"): "media_type_query",
        ("header", "mediaType"): "media_type_header",
    }


def test_second_media_type_does_not_take_an_argument() -> None:
    added = (parameter("media_type", "query"),)
    before = Build(with_operation(added, plain=TEXT))
    after = Build(with_operation(added, plain=TEXT, html=TEXT), before)
    assert arguments(after)["query", "media_type"] == "media_type"
    assert arguments(after)["media_type", ""] == "media_type_"


def test_property_in_another_spelling_does_not_take_a_field() -> None:
    before = Build(with_fields("userId", "taxId", "id"))
    assert before.lock.spelling == "camel"
    assert before.lock.fields == {}
    grown = with_fields("userId", "taxId", "id", "tax_id", "tax-id")
    assert fields(Build(grown))["tax_id"] == "tax_id"
    after = Build(grown, before)
    assert fields(after) == {
        "userId": "user_id",
        "taxId": "tax_id",
        "id": "id",
        "tax_id": "tax_id_",
        "tax-id": "tax_id_2",
    }
    assert after.kept == (KeptName("User.tax_id", "User.tax_id_2"),)
    assert after.lock.fields == {"User": {"tax_id": "tax_id_", "tax-id": "tax_id_2"}}


def test_property_in_the_usual_spelling_does_not_take_a_listed_field() -> None:
    before = Build(with_fields("userId", "lastName", "tax_id"))
    assert before.lock.fields == {"User": {"tax_id": "tax_id"}}
    after = Build(with_fields("userId", "lastName", "tax_id", "taxId"), before)
    assert fields(after)["tax_id"] == "tax_id"
    assert fields(after)["taxId"] == "tax_id_"


def test_spelling_of_an_api_does_not_change() -> None:
    before = Build(with_fields("userId", "taxId"))
    grown = with_fields("userId", "taxId", "a_b", "c_d", "e_f", "tax_id")
    assert Build(grown).lock.spelling == "snake"
    after = Build(grown, before)
    assert after.lock.spelling == "camel"
    assert_kept(before, after)


def test_keywords_and_reserved_names_keep_their_fields() -> None:
    before = Build(with_fields("class", "self"))
    assert fields(before) == {"class": "class_", "self": "self_"}
    after = Build(with_fields("class", "class_", "self", "self_"), before)
    assert fields(after) == {
        "class": "class_",
        "class_": "class__",
        "self": "self_",
        "self_": "self__",
    }


def test_unchanged_document_reports_no_kept_arguments() -> None:
    tree = with_operation(
        (parameter("id", "query"), parameter("taxId", "header")),
        record(id=TEXT, tax_id=TEXT),
    )
    before = Build(tree)
    assert Build(tree, before).kept == ()


# Names that become the same identifiers, or those of other names after a collision.
_NAMES = (
    *("name", "Name", "NAME", "na-me", "na me", "naMe", "na_me", "name_", "name_body"),
    *("name_query", "name_2", "body", "body_query", "media_type", "mediaType"),
    *("class", "class_", "self", "client", "options", "client_query", "3d", "field_3d"),
    *("+1", "plus_1", "a=b", "a,b", "a:b", "a.b", "a%b", "a b", "ﬁ", "fi", "é", "_x"),
)
_names = st.sampled_from(_NAMES) | st.text(min_size=1, max_size=4)
_locations = st.sampled_from(["query", "header", "cookie"])


@st.composite
def parts(
    draw: st.DrawFn,
) -> tuple[frozenset[tuple[str, str]], frozenset[str], frozenset[str]]:
    """Draw parameters by location and name, properties of a body, and further media types."""
    parameters = draw(st.frozensets(st.tuples(_locations, _names), max_size=5))
    properties = draw(st.frozensets(_names, max_size=5))
    media_types = draw(st.frozensets(st.sampled_from(["plain", "html"])))
    return parameters, properties, media_types


Parts = tuple[frozenset[tuple[str, str]], frozenset[str], frozenset[str]]


def tree_of(drawn: Parts) -> Tree:
    """Return a document of drawn parts; the names of a component are those of the body."""
    parameters, properties, media_types = drawn
    body = record(**dict.fromkeys(sorted(properties), TEXT))
    more: Tree = dict.fromkeys(sorted(media_types), TEXT)
    tree = with_operation(
        tuple(parameter(name, location) for location, name in sorted(parameters)),
        body if properties else None,
        **more,
    )
    tree["components"]["schemas"]["user"] = body
    return tree


def joined(*drawn: Parts) -> Parts:
    """Return all parts of several draws."""
    return (
        frozenset().union(*(parameters for parameters, _, _ in drawn)),
        frozenset().union(*(properties for _, properties, _ in drawn)),
        frozenset().union(*(media_types for _, _, media_types in drawn)),
    )


@many
@given(parts(), parts(), parts())
def test_additions_do_not_change_what_an_argument_or_field_means(
    first: Parts, second: Parts, third: Parts
) -> None:
    before = Build(tree_of(first))
    between = Build(tree_of(joined(first, second)), before)
    assert_kept(before, between)
    after = Build(tree_of(joined(first, second, third)), between)
    assert_kept(between, after)
    for names in (arguments(after), fields(after)):
        assert len(set(names.values())) == len(names)


@many
@given(parts(), parts())
def test_removals_do_not_change_what_an_argument_or_field_means(
    kept: Parts, removed: Parts
) -> None:
    before = Build(tree_of(joined(kept, removed)))
    after = Build(tree_of(kept), before)
    old = before.public()
    assert {key: old[key] for key in after.public()} == after.public()
