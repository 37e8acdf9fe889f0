from generator.runtime.http.errors import ApiStatusError


class CardError(ApiStatusError):
    """The card says no."""


class InvalidRequestError(ApiStatusError):
    """The request makes no sense."""
