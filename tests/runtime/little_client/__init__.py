"""A handwritten client with the layout of generated ones, for the tests of the runtime."""
