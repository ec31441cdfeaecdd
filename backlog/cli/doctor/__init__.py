"""What `backlog doctor` looks at, one module a subject; each look gives remarks and changes nothing."""
