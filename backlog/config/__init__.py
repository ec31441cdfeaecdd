"""The configuration: what `backlog.toml` may say, and reading it."""
