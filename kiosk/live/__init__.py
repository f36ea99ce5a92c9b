"""How pages stay true by themselves: revisions, the event stream, the bell."""
