"""Changes of files that commands make in a draft, one module each sort of change."""
