"""FQ1xx: syntax."""

from __future__ import annotations

from fraiseql.compiler.codes.row import code

ROWS = (
    code(
        "FQ101",
        "syntax error",
        """The file is not a GraphQL schema. A schema file holds definitions of types and directives only;
        the one addition of FraiseQL is that a directive's first argument may be written bare,
        `@view(tv_post)`. Nothing after the first syntax error can be read, so only that one is reported.""",
        """
        type Post @view(app.tv_post) {
          id: ID!
        }
        """,
        """Mend the text at the caret. A bare argument is one name; put anything else in quotes:
        `@view("app.tv_post")`. Queries and mutations that clients send belong in files of their own.""",
    ),
    code(
        "FQ102",
        "schema file cannot be read",
        "A schema file does not exist, cannot be opened, or is not encoded as UTF-8.",
        """
        # fraiseql.toml
        schema = "shcema.graphql"
        """,
        """Check the path `schema` in `fraiseql.toml`, which is relative to that file, and the file's
        rights; save the file as UTF-8.""",
    ),
    code(
        "FQ103",
        "bad fraiseql.toml",
        "The project file is not TOML, or holds a key or value that FraiseQL does not know.",
        """
        # fraiseql.toml
        schemas = ["schema/*.graphql"]
        """,
        """Mend the key that the message names. A project file has `schema`, `plans`, `operations`,
        the table `[database]` with `url`, `sql`, `role` and `setting_prefix`, and
        `[lints]` (see `docs/guides/LINTS.md`).""",
    ),
    code(
        "FQ104",
        "no such file",
        """No file matches one of the patterns under `schema` in `fraiseql.toml`, or `database.sql` names a
        file that does not exist. A pattern under `database.sql` may match nothing.""",
        """
        # fraiseql.toml
        schema = ["shcema/*.graphql"]
        """,
        "Mend the name or the pattern; it is relative to the folder of `fraiseql.toml`.",
    ),
    code(
        "FQ106",
        "comment that ignores nothing",
        """A comment `# fraiseql-ignore` names a code that does not exist, or that the place it stands at does
        not have, or one that is an error there. Only warnings and notes can be ignored. This is one.""",
        """
        type Query {
          # fraiseql-ignore FQ51
          posts: [Post!]!
        }
        """,
        "Correct the code, or remove the comment.",
        severity="warning",
    ),
)
