"""Numbered changes to the tables, run by playhouse.migrations."""
