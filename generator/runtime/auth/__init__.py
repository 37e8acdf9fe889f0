# SPDX-License-Identifier: MIT
"""Credentials, and the tokens that are fetched for them."""
