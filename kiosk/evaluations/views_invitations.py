"""Inviting: import, preview, the message itself, sending, reminders, printed letters."""
