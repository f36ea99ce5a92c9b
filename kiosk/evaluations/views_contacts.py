"""Contact details that bidders chose to leave, apart from their answers."""
