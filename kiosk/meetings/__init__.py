"""Meetings, series and check-in."""
