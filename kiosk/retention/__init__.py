"""Disposal: what may be purged, by whose decision, and the protocol of what was."""
