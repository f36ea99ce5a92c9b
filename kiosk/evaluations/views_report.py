"""The pooled report: figures, filters, trend, files, notes."""
