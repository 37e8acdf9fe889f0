"""What a gateway serves, and its policy: the arguments of `codegen gateway`, or a table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from generator.runtime.models.suggestions import did_you_mean
from generator.serving.guard import origin_of
from generator.serving.request import CredentialsSource, Selection, ServeError

_MEBIBYTE: Final = 1024 * 1024


class PolicyError(ServeError):
    """A policy cannot be applied as it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits on each request to the gateway.

    Attributes:
        request_bytes: the size of its body.
        response_bytes: the size of the API's response, decompressed or not.
        seconds: its duration until the last byte of the response.
        concurrent: the requests at the same time; further ones are refused.
    """

    request_bytes: int = 100 * _MEBIBYTE
    response_bytes: int = 1024 * _MEBIBYTE
    seconds: float = 600.0
    concurrent: int = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayRequest:
    """What a gateway serves, and its policy.

    Attributes:
        target: the API: the name of a configured client, the folder of a client, or a document.
        configuration: the configuration file; None to look for one from the current folder.
        base_url: the server to call instead of the document's.
        read_only: serve only operations that read.
        allow_changes: whether changes need no confirmation.
        selection: the operations to serve.
        credentials: where credentials are, besides the environment.
        allowed_origins: the sites whose pages may call the gateway.
        audit_log: the file that gets a line for each call; None for none.
        limits: limits on each request.
    """

    target: str
    configuration: Path | None = None
    base_url: str | None = None
    read_only: bool = False
    allow_changes: bool = False
    selection: Selection = field(default_factory=Selection)
    credentials: CredentialsSource = field(default_factory=CredentialsSource)
    allowed_origins: tuple[str, ...] = ()
    audit_log: Path | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Check the sites.

        Raises:
            PolicyError: a site is not an origin such as `https://docs.example.com`.
        """
        for origin in self.allowed_origins:
            try:
                is_origin = origin_of(origin) == origin.lower()
            except ValueError:
                is_origin = False
            if not is_origin:
                raise PolicyError(
                    f"{origin!r} is not an origin such as https://docs.example.com"
                )


def read_policy(table: Mapping[str, object]) -> GatewayRequest:
    """Return a request from a table, for example of a TOML file.

    The keys are `target`, `configuration`, `base_url`, `read_only`, `allow_changes`, `operations`,
    `tags`, `paths`, `exclude`, `credentials_file`, `keyring`, `allowed_origins`, `audit_log`, and
    `limits`, a table with the attributes of `Limits`.

    Raises:
        PolicyError: a key is unknown, a value has the wrong type, or `target` is missing. A policy
            with a key that is ignored would allow what its author forbids.
    """
    _check_keys(table, _KEYS, "")
    if "target" not in table:
        raise PolicyError("the policy has no key 'target'")
    values = {name: _KEYS[name](name, value) for name, value in table.items()}
    selection = Selection(
        **{name: values.pop(name) for name in _SELECTION if name in values}
    )
    credentials = CredentialsSource(
        values.pop("credentials_file", None), values.pop("keyring", False)
    )
    return GatewayRequest(selection=selection, credentials=credentials, **values)


def _check_keys(
    table: Mapping[str, object], known: Mapping[str, object], prefix: str
) -> None:
    for name in table:
        if name not in known:
            hint = did_you_mean(name, known)
            raise PolicyError(f"the policy has an unknown key {prefix + name!r}{hint}")


def _string(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong_type(name, "a string", value)
    return value


def _path(name: str, value: object) -> Path:
    return Path(_string(name, value))


def _bool(name: str, value: object) -> bool:
    # Not by truth: the string "false" is true.
    if not isinstance(value, bool):
        raise _wrong_type(name, "true or false", value)
    return value


def _strings(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _wrong_type(name, "a list of strings", value)
    return tuple(_string(name, item) for item in value)


def _limits(name: str, value: object) -> Limits:
    if not isinstance(value, Mapping):
        raise _wrong_type(name, "a table", value)
    _check_keys(value, dict.fromkeys(_LIMITS), f"{name}.")
    for limit, number in value.items():
        kinds = (int, float) if limit == "seconds" else int
        is_number = isinstance(number, kinds) and not isinstance(number, bool)
        if not is_number or not number > 0:
            raise _wrong_type(f"{name}.{limit}", "a positive number", number)
    return Limits(**value)


def _wrong_type(name: str, expected: str, value: object) -> PolicyError:
    return PolicyError(f"{name!r} of the policy must be {expected}, not {value!r}")


_LIMITS: Final = tuple(limit.name for limit in fields(Limits))
_SELECTION: Final = ("operations", "tags", "paths", "exclude")
_KEYS: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "target": _string,
    "configuration": _path,
    "base_url": _string,
    "read_only": _bool,
    "allow_changes": _bool,
    **dict.fromkeys(_SELECTION, _strings),
    "credentials_file": _path,
    "keyring": _bool,
    "allowed_origins": _strings,
    "audit_log": _path,
    "limits": _limits,
}
