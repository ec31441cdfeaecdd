"""What the handbook page prints: tables of the product made readable, and the texts that explain it."""
