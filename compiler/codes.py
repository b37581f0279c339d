"""The table of diagnostic codes. Codes are stable: a number never changes its meaning.

`fraiseql explain-code FQ401` prints a row. `python -m fraiseql.compiler.codes > docs/errors.md` writes
the reference page of all of them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    explanation: what it means. example: a small schema that has the problem, or where the problem is
    not in a schema, what else shows it. fix: how to mend it.
    """

    code: str
    title: str
    explanation: str
    example: str
    fix: str


FAMILIES = {
    "FQ1": "Syntax",
    "FQ2": "Schema",
    "FQ3": "Database access",
    "FQ4": "Schema against database",
    "FQ6": "Operations",
}
"""What the codes of a prefix have in common, in the order of the reference page."""


def _code(code: str, title: str, explanation: str, example: str, fix: str) -> Code:
    return Code(
        code, title, " ".join(explanation.split()), dedent(example).strip("\n"), " ".join(fix.split())
    )


_ROWS = (
    # --- FQ1: syntax -----------------------------------------------------------------------------
    _code(
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
    _code(
        "FQ102",
        "schema file cannot be read",
        "The schema file does not exist, cannot be opened, or is not encoded as UTF-8.",
        """
        # fraiseql.toml
        schema = "shcema.graphql"
        """,
        """Check the path `schema` in `fraiseql.toml`, which is relative to that file, and the file's
        rights; save the file as UTF-8.""",
    ),
    _code(
        "FQ103",
        "bad fraiseql.toml",
        "The project file is not TOML, or holds a key or value that FraiseQL does not know.",
        """
        # fraiseql.toml
        schema = ["schema.graphql"]
        """,
        """Mend the key that the message names. A project file has `schema`, `plans`, `operations` and the
        table `[database]` with `url` and `sql`.""",
    ),
    # --- FQ2: schema -----------------------------------------------------------------------------
    _code(
        "FQ201",
        "unknown type",
        """A field, argument or input field has a type that the schema does not define and that FraiseQL
        does not derive from one that it defines (such as `PostWhere` from `Post`).""",
        """
        type Post @view(tv_post) {
          id: ID!
          author: Usr!
        }
        """,
        "Correct the name, or define the type.",
    ),
    _code(
        "FQ202",
        "unknown directive",
        "The schema uses a directive that is neither FraiseQL's nor GraphQL's nor defined in the schema.",
        """
        type Post @veiw(tv_post) {
          id: ID!
        }
        """,
        "Correct the name. The directives FraiseQL knows are listed in `schemas/directives.graphql`.",
    ),
    _code(
        "FQ203",
        "misplaced or repeated directive",
        """A directive stands where it has no meaning, or twice in one place. `@view` belongs on an object
        type, an interface, a union or a field of `Query`, `@command` on a field of `Mutation`.""",
        """
        type Query {
          posts: [Post!]! @command(fn_list_posts)
        }
        """,
        "Move the directive to a place that its definition allows, or remove all but one.",
    ),
    _code(
        "FQ204",
        "bad directive argument",
        """A directive has an argument it does not know, lacks one it needs, has one twice, or has one whose
        value is of another kind than the definition says. A bare argument stands for the directive's
        first one. The numbers of `@limit` are at least 1, and its `default` is no more than its `max`.""",
        """
        type Post @view(tv_post, column: "body") {
          id: ID!
        }
        """,
        "Give the directive the arguments of its definition in `schemas/directives.graphql`.",
    ),
    _code(
        "FQ205",
        "duplicate name",
        """Two types, fields, arguments, enum values or input fields in one place have the same name, or a
        type or directive has the name of a built-in one.""",
        """
        type Post @view(tv_post) {
          id: ID!
          title: String!
          title: String
        }
        """,
        "Rename one of the two, or remove it.",
    ),
    _code(
        "FQ206",
        "two fields with one stored key",
        """A field is stored under the snake_case of its name, or under the key that `@from` gives. Two
        fields of one type lead to the same key, so they would always be equal in answers and ambiguous
        in input. The same goes for two arguments that fill one parameter of a command's function.""",
        """
        type Post @view(tv_post) {
          createdAt: DateTime!
          created_at: DateTime!
        }
        """,
        "Remove one of the fields, or give one of them its own key with `@from`.",
    ),
    _code(
        "FQ207",
        "unknown scalar",
        """The schema declares a scalar that FraiseQL knows nothing about: neither which PostgreSQL types
        hold it nor how its values look.""",
        """
        scalar Timestamp

        type Post @view(tv_post) {
          createdAt: Timestamp!
        }
        """,
        """Use one of the built-in scalars: `UUID`, `BigInt`, `Decimal`, `DateTime`, `LocalDateTime`, `Date`,
        `Time`, `Duration`, `JSON`, `IpAddress`, `Cidr`, `MacAddress` or `LTree`. They need no
        declaration. Or say which PostgreSQL type it stands for:
        `scalar Timestamp @represents(timestamptz)`.""",
    ),
    _code(
        "FQ208",
        "GraphQL type system rule broken",
        """The schema breaks a rule of the GraphQL specification that has no code of its own: an input type
        as the type of a field, an object type as the type of an argument, a type without fields, a
        default value that does not fit, a name that starts with two underscores, and the like.""",
        """
        input PostFilter {
          author: User
        }

        type User @view(tv_user) {
          id: ID!
        }
        """,
        "Follow the rule that the message states.",
    ),
    _code(
        "FQ209",
        "root field without a source",
        """A field of `Query` needs a relation to read: its own `@view`, or that of the object type it
        returns. A field of `Mutation` needs the function to call: `@command`. And where a command's
        answer is read back, its type needs a `@view`.""",
        """
        type Post {
          id: ID!
        }

        type Query {
          posts: [Post!]!
        }
        """,
        "Add `@view(…)` to the type or the query field, or `@command(…)` to the mutation field.",
    ),
    _code(
        "FQ210",
        "argument cannot be used",
        """An argument of a root field has a reserved name but not its type. `where` takes the `Where` type of
        the field's type, `orderBy` a list of its `OrderBy` type, `limit` and `offset` take `Int`; a
        connection's `first` and `last` take `Int`, its `after` and `before` take `String`. A field that
        returns one object, a count or a connection has no use for some of them. Every other argument
        compares, so it is a scalar or an enum.""",
        """
        type Query {
          posts(where: UserWhere, limit: String): [Post!]!
        }
        """,
        "Give the argument the type that the message names, or remove it.",
    ),
    _code(
        "FQ211",
        "no Query type",
        "Every GraphQL schema needs a query type, and this one has none.",
        """
        type Post @view(tv_post) {
          id: ID!
        }
        """,
        "Add `type Query { posts: [Post!]! }`, with the fields that clients may ask for.",
    ),
    _code(
        "FQ212",
        "feature not supported",
        "The schema is right, but uses something that this version of FraiseQL does not do.",
        """
        type Subscription {
          postAdded: Post!
        }
        """,
        "Remove it. The message names the feature.",
    ),
    _code(
        "FQ213",
        "hand-written type that nothing stands behind",
        """A hand-written `Where`, `OrderBy` or `Filter` input exposes less than the derived one would. This
        one has a field that its object type does not have, or an operator that its scalar does not
        have. The same holds for a `Connection`, its `Edge` and `PageInfo`: what is in them is given.""",
        """
        type Post @view(tv_post) {
          title: String!
        }

        input PostWhere {
          titel: StringFilter
        }
        """,
        "Correct the name, or remove the field.",
    ),
    _code(
        "FQ221",
        "interface or union that cannot be told apart",
        """A document of an interface or a union says which object type it is under one key: `__typename`,
        or the one that `@discriminator` gives. Its value is the type's name. So some type must implement an
        interface that a field returns, and a field that is stored under that key must be able to hold the
        name. And a field has one stored key, in the interface and in the types that implement it, since
        filters look there and answers come from there.""",
        """
        interface Animal @view(v_animal) @discriminator(kind) {
          id: ID!
        }

        type Dog implements Animal {
          id: ID!
          kind: Int!
        }
        """,
        """Have types implement the interface, store the names of the types under a key of its own, or give
        the fields the same stored name with `@from`.""",
    ),
    # --- FQ3: database access --------------------------------------------------------------------
    _code(
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
    _code(
        "FQ302",
        "catalog cannot be read",
        """The database was reached, but a query of its catalog failed: the user lacks a right, a statement
        timeout struck, or the connection broke.""",
        """
        ALTER ROLE compiler SET statement_timeout = '1ms';
        """,
        "Mend what PostgreSQL's message says. Reading the catalog needs no right beyond `CONNECT`.",
    ),
    _code(
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
    # --- FQ4: schema against database ------------------------------------------------------------
    _code(
        "FQ401",
        "relation not found",
        """`@view` names a relation that the database does not have. A bare name is looked up along the
        database's search path; a name with a schema, in that schema.""",
        """
        type Post @view(tv_posts) {   # the database has tv_post
          id: ID!
        }
        """,
        """Correct the name; write the schema if it is not on the search path, `@view("app.tv_post")`; or
        apply the SQL that creates it. Names are case-sensitive, as if quoted in SQL.""",
    ),
    _code(
        "FQ402",
        "relation of the wrong kind",
        """`@view` reads tables, partitioned and foreign tables, views and materialized views. The name leads
        to something else, such as a sequence or a composite type.""",
        """
        type Post @view(tb_post_pk_post_seq) {
          id: ID!
        }
        """,
        "Name the table or view that holds the documents.",
    ),
    _code(
        "FQ403",
        "document column not found",
        """Each row of a view carries its JSON document in one column, `data` unless `document` says
        otherwise. The relation has no column of that name.""",
        """
        type Post @view(tv_post, document: "body") {
          id: ID!
        }
        """,
        "Name the right column in `document`, or add the column to the relation.",
    ),
    _code(
        "FQ404",
        "document column is not jsonb",
        "The document column exists, but is not of type `jsonb` (nor of a domain over it).",
        """
        # CREATE VIEW v_post AS SELECT id, row_to_json(p) AS data FROM tb_post p;
        type Post @view(v_post) {
          id: ID!
        }
        """,
        "Make the column `jsonb` (`to_jsonb` and `jsonb_build_object` do), or name another column.",
    ),
    _code(
        "FQ405",
        "key column not found",
        """The key column makes each row findable and the order of lists total. It is `id` unless `key` says
        otherwise, and the relation has no column of that name.""",
        """
        type Post @view(tv_post, key: "uuid") {
          id: ID!
        }
        """,
        "Name a unique column of the relation in `key`, or add one.",
    ),
    _code(
        "FQ406",
        "column does not fit the scalar",
        """A field or argument filters and sorts on the native column of its name, and that column has a type
        that its GraphQL type cannot stand for.""",
        """
        # CREATE TABLE tv_post (id uuid PRIMARY KEY, views text, data jsonb);
        type Post @view(tv_post) {
          id: ID!
          views: Int!
        }
        """,
        """Use the scalar that fits the column, change the column's type, or point the field at another
        column with `@column`.""",
    ),
    _code(
        "FQ407",
        "argument matches nothing",
        """An argument of a query field filters by equality, so it must mean a column of the relation or a
        field of the type, and be of that field's type. It means neither, or is of another type.""",
        """
        type Query {
          postsByAuthor(authorId: ID!): [Post!]!   # tv_post has no author_id
        }
        """,
        "Correct the name, name the column with `@column`, or add the column to the relation.",
    ),
    _code(
        "FQ408",
        "field has no column",
        """With `document: null` the row's own columns are the document, so every field of the type needs a
        column of its stored name; and `@column` always names a column that must exist.""",
        """
        type Post @view(v_post, document: null) {
          id: ID!
          summary: String   # v_post has no column summary
        }
        """,
        "Correct the name, name the column with `@from` or `@column`, or add it to the relation.",
    ),
    _code(
        "FQ409",
        "enum value is not a label",
        """A GraphQL enum stands for an enum of the database, and one of its values is stored under a word
        that the database's enum does not have.""",
        """
        # CREATE TYPE post_status AS ENUM ('draft', 'published');
        enum PostStatus {
          DRAFT @from("draft")
          ARCHIVED @from("archived")
        }
        """,
        "Name the label with `@from`, remove the value, or add the label with `ALTER TYPE … ADD VALUE`.",
    ),
    _code(
        "FQ410",
        "key column is not unique",
        """The key column finds one row and makes the order of lists total, so no two rows may have the same
        key. Nothing in the table or materialized view promises that. This is a warning: plans are written,
        but where several rows have the key of the one that a command made, the client gets an error.""",
        """
        # CREATE TABLE tv_post (id uuid NOT NULL, data jsonb NOT NULL);
        type Post @view(tv_post) {
          id: ID!
        }
        """,
        """Give the column a primary key or a unique index of its own, without `WHERE`, or name a column that
        has one in `key`.""",
    ),
    _code(
        "FQ411",
        "represented type not found",
        """`@represents` names a PostgreSQL type that does not exist, or one that is no type of single values:
        an array, a row type, a pseudo-type.""",
        """
        scalar Money @represents(numerc)
        """,
        """Correct the name. A type outside the search path needs its schema: `@represents("app.money")`.""",
    ),
    _code(
        "FQ412",
        "extension is not installed",
        """A field of a document is of a scalar whose PostgreSQL type an extension brings, and a filter, an
        ordering or an argument compares it; but the database has no such type in any schema.""",
        """
        type Category @view(tv_category) {
          id: ID!
          path: LTree   # in the document, to be filtered as an ltree
        }
        """,
        "Install it, `CREATE EXTENSION ltree`, in any schema; or make the field a `String`.",
    ),
    _code(
        "FQ421",
        "function not found",
        """`@command` names a function that the database does not have. A bare name is looked up along the
        database's search path; a name with a schema, in that schema.""",
        """
        type Mutation {
          createPost(title: String!): Post! @command(fn_craete_post)
        }
        """,
        """Correct the name, write the schema if it is not on the search path, or apply the SQL that
        creates the function.""",
    ),
    _code(
        "FQ422",
        "function is ambiguous",
        """Several functions have the name that `@command` gives, and the field's arguments do not say which
        one is meant: several of the overloads can be called with them, or none can.""",
        """
        # fn_add(p_id uuid, p_note text) and fn_add(p_id uuid, p_note text, p_at timestamptz DEFAULT now())
        type Mutation {
          addNote(id: ID!, note: String!): Post! @command(fn_add)
        }
        """,
        """Where several fit, rename one of the functions, or drop the one that is not meant. Where none fits,
        give the field the arguments of the one that is.""",
    ),
    _code(
        "FQ423",
        "argument has no parameter",
        """An argument of the mutation, or a field of its `input`, has no parameter of its name in the
        function, so its value would go nowhere.""",
        """
        # CREATE FUNCTION fn_create_post(p_title text) …
        type Mutation {
          createPost(title: String!, body: String!): Post! @command(fn_create_post)
        }
        """,
        "Correct the name, add the parameter to the function, or remove the argument.",
    ),
    _code(
        "FQ424",
        "required parameter has no argument",
        "The function has a parameter without a default that no argument of the mutation fills.",
        """
        # CREATE FUNCTION fn_create_post(p_title text, p_author_id uuid) …
        type Mutation {
          createPost(title: String!): Post! @command(fn_create_post)
        }
        """,
        "Add the argument, or give the parameter a default.",
    ),
    _code(
        "FQ425",
        "parameter does not fit the argument",
        "A parameter of the function has a type that the argument's GraphQL type cannot fill.",
        """
        # CREATE FUNCTION fn_rate_post(p_id uuid, p_stars integer) …
        type Mutation {
          ratePost(id: ID!, stars: String!): Post! @command(fn_rate_post)
        }
        """,
        "Use the scalar that fits the parameter, or change the parameter's type.",
    ),
    _code(
        "FQ426",
        "function result does not fit the field",
        """What the function returns cannot become the mutation's answer. For an object type with a `@view`
        it returns the key of the row to read back; for a scalar or an enum, a value of it.""",
        """
        # CREATE FUNCTION fn_create_post(p_title text) RETURNS void …
        type Mutation {
          createPost(title: String!): Post! @command(fn_create_post)
        }
        """,
        "Change what the function returns, or the type of the field.",
    ),
    _code(
        "FQ427",
        "not callable as a command",
        """The name leads to something that is not a plain function: a procedure, an aggregate, a window
        function, a function with `VARIADIC`, or one that returns a set.""",
        """
        # CREATE PROCEDURE create_post(p_title text) …
        type Mutation {
          createPost(title: String!): Post! @command(create_post)
        }
        """,
        "Wrap it in a function that returns one value.",
    ),
    _code(
        "FQ491",
        "PostgreSQL refuses a statement",
        """Every statement of a plan is prepared on the database before the plan is written. PostgreSQL
        refused this one: most often an operator or a cast is missing for a column's type, or the user lacks
        a right on a schema.""",
        """
        # GRANT USAGE ON SCHEMA app was forgotten
        type Post @view("app.tv_post") {
          id: ID!
        }
        """,
        """Mend what PostgreSQL's message says. If the schema and the database are right, the statement is a
        fault of FraiseQL: please report it with the message.""",
    ),
    # --- FQ6: operations -------------------------------------------------------------------------
    _code(
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
    _code(
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
    _code(
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
    _code(
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
    _code(
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
    _code(
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
    _code(
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
    _code(
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
    _code(
        "FQ609",
        "introspection with variables",
        """What a trusted document asks about the schema, by `__schema` or `__type`, is answered when it is
        compiled. That cannot be where the question depends on variables.""",
        """
        query Fields($name: String!) { __type(name: $name) { fields { name } } }
        """,
        "Write the values into the document.",
    ),
    _code(
        "FQ610",
        "fragment that no operation uses",
        """A fragment is part of no trusted document, so nothing has checked it against the schema. This is a
        warning.""",
        """
        query Posts { posts { title } }
        fragment Summary on Post { title }
        """,
        "Use the fragment, or remove it.",
    ),
    _code(
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

CODES: dict[str, Code] = {row.code: row for row in _ROWS}
"""Every code, in order."""


_HEAD = """\
# Diagnostics

Every problem that `fraiseql compile` finds has a code. Codes are stable: a number never changes its
meaning. `fraiseql explain-code FQ401` prints what is written here.

<!-- Written by `python -m fraiseql.compiler.codes`; change `compiler/codes.py` instead. -->
"""


def page(row: Code) -> str:
    """What `explain-code` prints of a row."""
    example = "\n".join(f"    {line}" for line in row.example.splitlines())
    return f"{row.code}: {row.title}\n\n{row.explanation}\n\nExample:\n\n{example}\n\nFix: {row.fix}"


def reference() -> str:
    """`docs/errors.md`: every code with its explanation, example and fix."""
    parts = [_HEAD]
    for prefix, family in FAMILIES.items():
        parts.append(f"## {family} ({prefix}xx)\n")
        for row in CODES.values():
            if row.code.startswith(prefix):
                parts.append(f"### {row.code}: {row.title}\n\n{row.explanation}\n")
                parts.append(f"```graphql\n{row.example}\n```\n\n**Fix.** {row.fix}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(reference())
