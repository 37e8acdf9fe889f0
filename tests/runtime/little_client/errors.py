from generator.runtime.http.errors import ApiStatusError


class CardError(ApiStatusError):
    """The card was declined."""


class InvalidRequestError(ApiStatusError):
    """The request is invalid."""
