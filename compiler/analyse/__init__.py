"""What the SQL of views and functions says: read by a parser, followed over the catalog, never run.

In order of use: `sql` makes trees of text, `body` takes a function's body apart into such texts (`lexer`,
`reader`, `plpgsql`), `shape` is what a JSON document looks like, `infer` follows an expression to its shape,
and `documents` finds the SQL that makes a relation's documents.
"""
