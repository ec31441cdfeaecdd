"""What git knows, the only program that is ever run: read, and changed only by `writing`, on request."""
