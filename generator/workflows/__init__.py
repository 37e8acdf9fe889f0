"""What a user can do with a document, one function each."""
