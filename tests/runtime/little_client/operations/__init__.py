"""The operations of the little API."""
