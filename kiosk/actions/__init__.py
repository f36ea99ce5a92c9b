"""What the municipality does about what it heard, for everybody to read."""
