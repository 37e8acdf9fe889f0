# SPDX-License-Identifier: MIT
"""Responses that are streams of items."""
