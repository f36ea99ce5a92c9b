"""Published reports, for everybody."""
