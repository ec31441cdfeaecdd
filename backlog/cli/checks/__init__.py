"""What `check` does: tell findings, compare them with a commit, mend what can be."""
