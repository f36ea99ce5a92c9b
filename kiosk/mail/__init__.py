"""The outbox and the way out of it: one message to one person, never twice."""
