"""How fast the product is: `make bench`."""
