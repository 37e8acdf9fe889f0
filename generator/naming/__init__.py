"""Python identifiers for everything in an `Api`, unique within their scope, and the name lock."""
