"""Reading the written answers before anybody else does."""
