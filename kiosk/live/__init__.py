"""How pages stay true by themselves: revisions, the event stream, and the bell between processes."""
