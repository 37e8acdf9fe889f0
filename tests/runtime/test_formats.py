from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.models import formats
from generator.runtime.models.formats import Format

UTC = UTC
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
STRINGS = st.one_of(
    st.text(),
    st.from_regex(r"-?[0-9]{1,25}(\.[0-9]{1,30})?", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9+/]{0,12}={0,2}", fullmatch=True),
    st.dates().map(str),
    st.datetimes(timezones=st.just(UTC)).map(str),
    st.from_regex(
        r"[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
        r"(\.[0-9]{1,9})?([Zz]|[+-][0-2][0-9]:[0-5][0-9])",
        fullmatch=True,
    ),
)


def format_of(name: str) -> Format:
    format_ = get_args(getattr(formats, name))[1]
    assert isinstance(format_, Format)
    return format_


def round_trip(format_: Format, wire: Any) -> Any:
    value = format_.decode(wire)
    return format_.encode(value) if isinstance(value, format_.type) else value


@pytest.mark.parametrize("name", formats.ALIASES)
@given(wire=JSON | STRINGS)
def test_every_format_round_trips_any_value(name: str, wire: Any) -> None:
    format_ = format_of(name)
    result = round_trip(format_, wire)
    assert result == wire
    assert type(result) is type(wire)


@given(seconds=st.integers(-(10**13), 10**13))
def test_unix_time_decoding_is_exact(seconds: int) -> None:
    format_ = format_of("UnixTime")
    time = format_.decode(seconds)
    if isinstance(time, datetime):
        assert time - datetime(1970, 1, 1, tzinfo=UTC) == timedelta(seconds=seconds)
        assert time.tzinfo is UTC
    else:
        assert time == seconds
        assert not -62135596800 <= seconds <= 253402300799


@given(time=st.datetimes(timezones=st.just(UTC)))
def test_unix_time_encodes_any_time(time: datetime) -> None:
    format_ = format_of("UnixTime")
    assert format_.decode(format_.encode(time)) == time.replace(microsecond=0)


@given(time=st.datetimes(datetime(2, 1, 1), timezones=st.timezones()))
def test_date_time_encodes_any_time(time: datetime) -> None:
    format_ = format_of("DateTime")
    assert format_.decode(format_.encode(time)) == time.astimezone(UTC)


@pytest.mark.parametrize(
    "wire",
    [
        "2024-05-01T00:00:00Z",
        "2024-05-01T00:00:00.000Z",
        "2024-05-01t00:00:00z",
        "2024-05-01 00:00:00+00:00",
        "2024-05-01T02:00:00+02:00",
        "2024-05-01T00:00:00.000000000Z",
    ],
)
def test_date_time_keeps_spelling(wire: str) -> None:
    format_ = format_of("DateTime")
    time = format_.decode(wire)
    assert time == datetime(2024, 5, 1, tzinfo=UTC)
    assert format_.encode(time) == wire


@pytest.mark.parametrize(
    "wire",
    [
        "2024-05-01",
        "2024-05-01T00:00:00",
        "20240501T000000Z",
        "2024-02-30T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "0001-01-01T00:00:00+01:00",
        "tomorrow",
        "",
    ],
)
def test_date_time_ignores_other_strings(wire: str) -> None:
    assert format_of("DateTime").decode(wire) is wire


def test_date_time_spelling_survives_copies() -> None:
    format_ = format_of("DateTime")
    wire = "2024-05-01T00:00:00.000Z"
    time = format_.decode(wire)
    for same in (
        copy.copy(time),
        copy.deepcopy(time),
        pickle.loads(pickle.dumps(time)),
    ):
        assert same == time
        assert format_.encode(same) == wire


def test_date_time_arithmetic_drops_spelling() -> None:
    format_ = format_of("DateTime")
    later = format_.decode("2024-05-01T00:00:00.000Z") + timedelta(seconds=1)
    assert format_.encode(later) == "2024-05-01T00:00:01Z"
    assert pickle.loads(pickle.dumps(later)) == later


def test_naive_datetime_is_local_time() -> None:
    naive = datetime(2024, 5, 1, 12)
    aware = naive.astimezone()
    for name in ("UnixTime", "DateTime"):
        assert format_of(name).encode(naive) == format_of(name).encode(aware)


def test_date_of_datetime() -> None:
    assert format_of("Date").encode(datetime(2024, 5, 1, 12)) == "2024-05-01"
    assert format_of("Date").decode("2024-05-01") == date(2024, 5, 1)


def test_decimal_string() -> None:
    format_ = format_of("DecimalString")
    assert format_.decode("0.10") == Decimal("0.10")
    assert format_.encode(format_.decode("0.10")) == "0.10"
    assert format_.encode(Decimal("1E+3")) == "1000"
    assert format_.encode(Decimal("1E-7")) == "0.0000001"
    assert format_.decode("1e5") == "1e5"
    assert format_.decode("007") == "007"
    assert format_.decode("NaN") == "NaN"
    with pytest.raises(ValueError, match="not a finite number"):
        format_.encode(Decimal("Infinity"))


def test_decimal_string_with_huge_exponent() -> None:
    assert len(format_of("DecimalString").encode(Decimal("1E-999999"))) < 20


def test_int64_string() -> None:
    format_ = format_of("Int64String")
    assert format_.decode("9007199254740993") == 9007199254740993
    assert format_.encode(5) == "5"
    assert format_.encode(format_.decode(5)) == 5
    assert format_.decode("05") == "05"
    assert format_.decode(True) is True


def test_base64() -> None:
    format_ = format_of("Base64")
    assert format_.decode("aGk=") == b"hi"
    assert format_.encode(b"hi") == "aGk="
    assert format_.decode("aGl=") == "aGl="
    assert format_.decode("not base64") == "not base64"
