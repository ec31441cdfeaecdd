"""How findings and reports are printed and written: registries by name."""
