"""The table of direct-award limits."""
