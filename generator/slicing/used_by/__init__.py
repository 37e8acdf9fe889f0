"""What somebody's Python code uses of a client, read off its syntax; nothing of it is run."""
