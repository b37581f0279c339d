"""FQ6xx: operations."""

from __future__ import annotations

from fraiseql.compiler.codes.row import code

ROWS = (
    code(
        "FQ601",
        "syntax error in an operation file",
        """The file is not a GraphQL document, or holds more than operations and fragments. Nothing after the
        first syntax error of a file can be read, so only that one is reported.""",
        """
        query Post($id: ID!) {
          post(id: $id { title }
        }
        """,
        "Mend the text at the caret. Definitions of types belong in the schema file.",
    ),
    code(
        "FQ602",
        "operation file cannot be read",
        """A pattern of operation files matches nothing, or a file that it matches cannot be opened or is not
        encoded as UTF-8.""",
        """
        # fraiseql.toml
        operations = ["quieries/**/*.graphql"]
        """,
        """Correct the pattern: those in `fraiseql.toml` are relative to that file, those of `--operations` to
        the working directory. Save the files as UTF-8.""",
    ),
    code(
        "FQ603",
        "operation without a name",
        """A file holds several operations, and one of them has no name. A trusted document holds one
        operation, and its name is what tells it from the others, in messages and in `operations.json`.""",
        """
        query Posts { posts { title } }
        { postCount }
        """,
        "Give the operation a name, or a file of its own.",
    ),
    code(
        "FQ604",
        "duplicate operation or fragment",
        """Two operations, or two fragments, of the files that are compiled together have the same name, or
        two files hold the same text.""",
        """
        query Posts { posts { title } }
        query Posts { posts { id } }
        """,
        "Rename one of the two, or remove it.",
    ),
    code(
        "FQ605",
        "unknown fragment",
        """An operation or fragment uses a fragment that none of the files that are compiled together
        defines.""",
        """
        query Posts { posts { ...Sumary } }
        fragment Summary on Post { title }
        """,
        "Correct the name, or compile the fragment's file along.",
    ),
    code(
        "FQ606",
        "operation does not fit the schema",
        """The operation, or a fragment that it uses, breaks a validation rule of the GraphQL specification
        against the public schema: it asks for a field that is not there, gives an argument of a wrong type,
        or the like.""",
        """
        query Posts { posts { titel } }
        """,
        "Follow the rule that the message states.",
    ),
    code(
        "FQ607",
        "operation over a limit",
        "The runtime would refuse the operation, because it is over one of its limits.",
        """
        query Posts { posts { ...A } }
        fragment A on Post { a: author { ...B } b: author { ...B } }
        fragment B on User { a: posts { ...A } b: posts { ...A } }
        """,
        "Ask for less in one operation. The message names the limit.",
    ),
    code(
        "FQ608",
        "root field always fails",
        """Every request for this root field would get an error, whatever its variables are: a literal does
        not fit the column that it meets, a page is larger than allowed, or a value that is needed is not
        given.""",
        """
        query Posts { posts(limit: 1000000) { title } }
        """,
        "Change the arguments as the message says.",
    ),
    code(
        "FQ609",
        "introspection with variables",
        """What a trusted document asks about the schema, by `__schema` or `__type`, is answered when it is
        compiled. That cannot be where the question depends on variables.""",
        """
        query Fields($name: String!) { __type(name: $name) { fields { name } } }
        """,
        "Write the values into the document.",
    ),
    code(
        "FQ610",
        "fragment that no operation uses",
        """A fragment is part of no trusted document, so nothing has checked it against the schema. This is a
        warning.""",
        """
        query Posts { posts { title } }
        fragment Summary on Post { title }
        """,
        "Use the fragment, or remove it.",
        severity="warning",
    ),
    code(
        "FQ611",
        "bad manifest of persisted documents",
        """A `.json` file among the operation files is the manifest that a client's tools have written: it
        maps the SHA-256 of each document to its text. This one is something else, or an id in it is another
        hash, or a document holds more than one operation and its fragments.""",
        """
        {
          "d41d8cd98f00b204e9800998ecf8427e": "query Posts { posts { title } }"
        }
        """,
        """Let the tool hash with SHA-256: `persistedDocuments: { hashAlgorithm: "sha256" }` for
        graphql-codegen, `"algorithm": "SHA256"` in Relay's `persistConfig`.""",
    ),
)
