"""Parse a located tree into frozen OpenAPI nodes."""
