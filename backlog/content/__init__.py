"""From text to values: documents, fields and Markdown."""
