# SPDX-License-Identifier: MIT
"""Paging: iterate over lists that the server returns page by page."""
