"""What the SQL of views and functions says: read by a parser, followed over the catalog, never run.

In order of use: `sql` makes trees of text; `body` takes a function's body apart into such texts (`lexer`,
`reader`, `plpgsql`); `shape` is what a JSON document looks like, and `values` what is known of a value of
SQL; `infer` follows an expression (`builtin`, `building`) in its `scope` and `context`, and `query` a query;
`written` is what a function writes, and `documents` finds the SQL that makes a relation's documents.

For sync coverage: `names` indexes the catalog, `lineage` follows a query to the tables and columns that its
rows depend on, `writes` are those that a statement changes, `effects` follows a function through its calls,
triggers and cascades, and `dependencies` says what each read model is made of.
"""
