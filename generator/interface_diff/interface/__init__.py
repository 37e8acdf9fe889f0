"""The interface of a client: the values, and how to read them from declarations or from disk."""
