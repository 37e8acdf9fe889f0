"""The intermediate representation: the API that a document describes, free of its spelling."""
