"""The operations of the little API as methods."""
