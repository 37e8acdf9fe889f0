"""A client by hand, laid out as generated ones are, for the tests of the runtime."""
