"""The form's versions: the municipality's own questions, preview, start using."""
