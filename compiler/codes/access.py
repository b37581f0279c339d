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
        "FQ304",
        "missing right",
        """The role that the runtime will use (`--role`, or `role` under `[database]`) lacks a right that the
        plans need: `USAGE` of a schema, `SELECT` of a relation or of the columns that are read, `EXECUTE` of
        a command's function. What happens inside a function is not looked at: one that is not
        `SECURITY DEFINER` needs rights of the role for what it does.""",
        """
        $ fraiseql compile --role app_reader
        """,
        "Run the `GRANT` that the hint shows.",
    ),
    code(
        "FQ305",
        "role does not exist",
        "The role whose rights are to be checked is not in the database.",
        """
        $ fraiseql compile --role app_raeder
        """,
        "Correct the name, or create the role.",
    ),
    code(
        "FQ306",
        "row-level security applies",
        """A table that is read has row-level security, and its policies hold for the role of the runtime.
        This is a note, to be sure that it is meant: the policies have to find in the session what they ask
        for.""",
        """
        # ALTER TABLE tv_post ENABLE ROW LEVEL SECURITY
        type Post @view(tv_post) {
          id: ID!
        }
        """,
        'Nothing is wrong. `FQ306 = "off"` under `[lints]` silences the notes.',
        severity="note",
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
    code(
        "FQ309",
        "row-level security that does not hold",
        """A table that is read has row-level security, but it does not hold for clients: the role of the
        runtime owns the table, is a superuser or has `BYPASSRLS`; or a view reads it with the rights of its
        owner, for whom that is so; or a materialized view has stored the rows. This is a warning.""",
        """
        # CREATE VIEW v_post AS SELECT … FROM tb_post, which has row-level security
        type Post @view(v_post) {
          id: ID!
        }
        """,
        """Let the runtime connect as a role of few rights, and make the view a `security_invoker`
        (PostgreSQL 15): `ALTER VIEW v_post SET (security_invoker = true)`.""",
        severity="warning",
    ),
)
