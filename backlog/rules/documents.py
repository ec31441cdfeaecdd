"""Front matter and text of a file: what kept them from being read as written."""
