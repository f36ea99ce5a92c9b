"""Live votes: questions, ballots, stage, console, screen, result."""
