"""The form for new files: its controls, groups and words follow from the table of fields."""
