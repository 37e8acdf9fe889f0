"""Foundations that every stage uses: JSON values, pointers, diagnostics and their codes."""
