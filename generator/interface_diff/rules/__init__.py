"""The rules that decide whether a change breaks callers."""
