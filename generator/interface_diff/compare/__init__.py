"""Compare two client interfaces, one aspect per module."""
