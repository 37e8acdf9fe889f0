"""What every generated client stands on: the same modules in each, byte for byte."""
