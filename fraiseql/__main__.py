"""`python -m fraiseql` is the command line."""

from fraiseql.cli import main

main()
