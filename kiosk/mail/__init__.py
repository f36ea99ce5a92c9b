"""The outbox and the way out of it: one message to one person, never twice.

Features put messages in it with `operations.queue` and read about them with `queries`; `post` is
told how this installation sends, who composes each kind of message, and what is due each minute.
"""
