"""From a path or URL to the named API of a document."""
