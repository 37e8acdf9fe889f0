# SPDX-License-Identifier: MIT
"""Clients, and what the functions of operations need of them."""
