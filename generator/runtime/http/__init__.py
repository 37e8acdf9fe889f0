# SPDX-License-Identifier: MIT
"""HTTP: requests, transports, retries and errors."""
