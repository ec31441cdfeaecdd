"""What git knows, read and never changed: the only program that is ever run."""
