"""What changes for callers between two clients, in the clients' own terms."""
