"""Lists that somebody pastes or uploads, turned into rows of cells."""
