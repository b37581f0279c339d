"""FQ3xx: database access."""

from __future__ import annotations

from fraiseql.compiler.codes.row import code

ROWS = (
    code(
        "FQ301",
        "database out of reach",
        """No connection to the database could be made: the URL is wrong, no server listens there, or it
        refuses the user.""",
        """
        $ fraiseql compile --database postgresql://localhost:5433/blog
        """,
        """Check the URL, that the server runs, and that the user may connect (`psql URL` shows the same
        message).""",
    ),
    code(
        "FQ302",
        "catalog cannot be read",
        """The database was reached, but a query of its catalog failed: the user lacks a right, a statement
        timeout struck, or the connection broke.""",
        """
        ALTER ROLE compiler SET statement_timeout = '1ms';
        """,
        "Mend what PostgreSQL's message says. Reading the catalog needs no right beyond `CONNECT`.",
    ),
    code(
        "FQ303",
        "project SQL refused",
        """PostgreSQL refuses one of the files that `fraiseql.toml` lists under `database.sql`. The file was
        rolled back as a whole, and the files after it were not applied.""",
        """
        -- db/02_views.sql
        CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonbb NOT NULL);
        """,
        """Mend the file at the caret. The files are applied again and again, so each must also run on a
        database that has it already: `CREATE TABLE IF NOT EXISTS`, `CREATE OR REPLACE FUNCTION`. `dev`
        applies them to its database, also to one that is given, at every start and change; `compile`,
        `compile --check` and `explain` apply them to the embedded database only.""",
    ),
    code(
        "FQ307",
        "catalog file cannot be used",
        """The file that `compile --catalog` was given does not exist, is not JSON, or is not what
        `fraiseql catalog` writes.""",
        """
        $ fraiseql compile --catalog catalog.json   # after a merge that left conflict markers in it
        """,
        "Write it again with `fraiseql catalog`, rather than mending it.",
    ),
    code(
        "FQ308",
        "catalog file of another version",
        """The catalog file was written by a version of FraiseQL that looks at other things in a database. It
        would say less than this version needs to know, so it is not used.""",
        """
        $ pip install --upgrade fraiseql && fraiseql compile --catalog catalog.json
        """,
        "Write it again with `fraiseql catalog`, whenever FraiseQL is upgraded.",
    ),
)
