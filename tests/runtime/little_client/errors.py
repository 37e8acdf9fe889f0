from collections.abc import Mapping

from generator.runtime.http.errors import ApiStatusError


class CardError(ApiStatusError):
    """The card was declined."""


class InvalidRequestError(ApiStatusError):
    """The request is invalid."""


KINDS: Mapping[str, type[ApiStatusError]] = {
    "card_error": CardError,
    "card_declined": CardError,
    "invalid_request_error": InvalidRequestError,
}
