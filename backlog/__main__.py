"""`python -m backlog`."""

from backlog.cli import main

main()
