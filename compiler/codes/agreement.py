"""FQ4xx: schema against database."""

from __future__ import annotations

from fraiseql.compiler.codes.row import code

ROWS = (
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
        "FQ411",
        "represented type not found",
        """`@represents` names a PostgreSQL type that does not exist, or one that is no type of single values:
        an array, a row type, a pseudo-type.""",
        """
        scalar Money @represents(numerc)
        """,
        """Correct the name. A type outside the search path needs its schema: `@represents("app.money")`.""",
    ),
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
    code(
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
)
