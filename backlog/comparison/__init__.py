"""What a change does: two reports in, one comparison out. Pure; the words are those of the formats."""
