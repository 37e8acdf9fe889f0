# SPDX-License-Identifier: MIT
"""Streaming: responses that are read item by item."""
