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
        severity="warning",
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
        it returns the key of the row to read back, for a list of it a set or an array of keys. Else it
        returns the answer: a value of the scalar or enum, `jsonb` or a row for an object type, an array or a
        set for a list. One that returns nothing answers null, or true where the field is a `Boolean`.""",
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
        function, or a function with `VARIADIC`.""",
        """
        # CREATE PROCEDURE create_post(p_title text) …
        type Mutation {
          createPost(title: String!): Post! @command(create_post)
        }
        """,
        "Wrap it in a function whose parameters have names and fixed types.",
    ),
    code(
        "FQ428",
        "input field has no attribute",
        """An input object fills a parameter of a composite type, each of its fields the attribute of its
        stored name. The type has no such attribute, so the value would go nowhere.""",
        """
        # CREATE TYPE address AS (street text, city text); CREATE FUNCTION fn_move(p_to address) …
        input Address {
          street: String!
          town: String!
        }
        type Mutation {
          move(to: Address!): ID! @command(fn_move)
        }
        """,
        "Correct the name, say the attribute's with `@from`, or add the attribute to the type.",
    ),
    code(
        "FQ429",
        "field has no column in the result",
        """A function returns a row, of a composite type, of `OUT` parameters or of `TABLE (…)`, and each
        field of the mutation's type is the column of its stored name. There is no such column, or it is of a
        type that the field cannot stand for.""",
        """
        # CREATE FUNCTION fn_import(p_text text, OUT imported integer, OUT skipped integer) …
        type Import {
          imported: Int!
          failed: Int!
        }
        type Mutation {
          import(text: String!): Import! @command(fn_import)
        }
        """,
        "Correct the name, say the column's with `@from`, or add the column to what the function returns.",
    ),
    code(
        "FQ431",
        "document has no such key",
        """The SQL that makes the documents of a relation was followed, and it never writes the key under
        which a field is stored, so the field would always be null. In an embedded object this is a warning
        for a field that may be null, as a document may leave out a part of it.""",
        """
        # CREATE VIEW v_post AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_post;
        type Post @view(v_post) {
          id: ID!
          title: String!   # no document has a key title
        }
        """,
        """Add the key to the SQL, name the right one with `@from`, or remove the field. A type that is
        embedded with fewer fields than it has elsewhere is best a type of its own.""",
        severity="error or warning",
    ),
    code(
        "FQ432",
        "key is spelled otherwise",
        """A field is stored under the snake_case of its name, unless `@from` says otherwise, but the SQL that
        makes the documents spells that key in another way.""",
        """
        # CREATE VIEW v_post AS SELECT id, jsonb_build_object('id', id, 'createdAt', at) AS data FROM tb_post;
        type Post @view(v_post) {
          id: ID!
          createdAt: DateTime!   # looked for as created_at
        }
        """,
        """Write `@from("createdAt")` behind the field, or spell the key as the field is stored.""",
        severity="error or warning",
    ),
    code(
        "FQ433",
        "document holds another type",
        """What the SQL writes under a key can be no value of the field's type: a string under `Int`, an
        object under `String`. It is a warning where only some of the SQL does so, and where the text has
        another form than the scalar: a `date` under `DateTime`; a `numeric`, which can have a fraction, under
        `Int`; a label that is no value of the enum.""",
        """
        # CREATE VIEW v_post AS
        #   SELECT id, jsonb_build_object('id', id, 'views', views::text) AS data FROM tb_post;
        type Post @view(v_post) {
          id: ID!
          views: Int!
        }
        """,
        "Use the type that fits what is written, or write what the type wants.",
        severity="error or warning",
    ),
    code(
        "FQ434",
        "non-null field can be null",
        """The field is `!`, but the SQL that makes its value can make a null: its column is nullable, an
        outer join or a sub-select may find no row, an aggregate may have no rows. A client that asks for it
        then gets an error. Foreign keys, `NOT NULL`, `CHECK`, conditions and `COALESCE` are understood. It is
        a warning, since other things may rule the null out.""",
        """
        # CREATE VIEW v_post AS SELECT id, jsonb_build_object('id', id, 'tags',
        #   (SELECT jsonb_agg(name) FROM tb_tag WHERE fk_post = pk_post)) AS data FROM tb_post;
        type Post @view(v_post) {
          id: ID!
          tags: [String!]!   # null where there is no tag
        }
        """,
        "Drop the `!`; or rule the null out: `NOT NULL`, an inner join, `COALESCE(…, '[]')`.",
        severity="warning",
    ),
    code(
        "FQ435",
        "list against a single value",
        """The field is a list, but the SQL writes an object or a scalar under its key; or the field is no
        list, and the SQL writes one.""",
        """
        # CREATE VIEW v_post AS SELECT id, jsonb_build_object('id', id, 'tags', 'a,b') AS data FROM tb_post;
        type Post @view(v_post) {
          id: ID!
          tags: [String!]!
        }
        """,
        "Make the field's type what is written, or write what the type wants, as `jsonb_agg` does.",
        severity="error or warning",
    ),
    code(
        "FQ436",
        "documents do not fit where their SQL does not say",
        """The compiler cannot follow all SQL: a function of another language, dynamic SQL, a `jsonb` column
        that the application writes. At such a place it looks into up to 200 documents of the relation, and
        some of them do not fit the schema: a `!` that is null or missing, a key that is spelled otherwise,
        another type. The note says where the SQL could not be followed. It is a warning, and depends on what
        the database holds; where it holds no rows, nothing is said.""",
        """
        # INSERT INTO tv_post VALUES ('…', '{"title": "Hello", "wordCount": 2}')  -- by the application
        type Post @view(tv_post) {
          id: ID!
          title: String!
          wordCount: Int!   # looked for as word_count
        }
        """,
        """Make the schema say what the documents hold, or mend the documents and what writes them. Levels and
        `# fraiseql-ignore FQ436` apply as with other warnings.""",
        severity="warning",
    ),
    code(
        "FQ441",
        "unknown name in a predicate",
        """A name in a predicate is neither a column of the relation nor the stored key of a field in its
        documents. Names in predicates are stored names: `author_id`, not `authorId`.""",
        """
        type Post @view(tv_post) @filter("publishd") {
          id: ID!
          published: Boolean!
        }
        """,
        "Correct the name. A text is written in single quotes, a name of the session with a dollar sign.",
    ),
    code(
        "FQ442",
        "comparison of what cannot be compared",
        """The two sides of a comparison in a predicate are of types that do not compare, or one of them
        cannot be compared at all, such as a list or an embedded object. A name that stands alone must be
        a boolean.""",
        """
        type Post @view(tv_post) @filter("views > 'many'") {
          id: ID!
          views: Int!
        }
        """,
        "Compare with a value of the column's type. Lists and objects can only be tested with `is null`.",
    ),
    code(
        "FQ443",
        "count that no filter is known for",
        """A count reads a relation whose rows have a `@filter` where they are read as a type, but nothing
        says which type it counts. So hidden rows could be counted.""",
        """
        type Post @view(tv_post) @filter("published") {
          id: ID!
        }

        type Draft @view(tv_post) {
          id: ID!
        }

        type Query {
          postCount: Int! @view(tv_post)
        }
        """,
        "Say which type is counted, with an argument `where: PostWhere`.",
    ),
    code(
        "FQ444",
        "answer of a command that cannot be filtered",
        """The function of a command makes the answer itself, as rows or JSON, and the answer's type has a
        `@filter` or relations. Both are about rows of the type's view, which such an answer is not.""",
        """
        # CREATE FUNCTION fn_create_post(title text) RETURNS SETOF tv_post …
        type Post @view(tv_post) @filter("published") {
          id: ID!
        }

        type Mutation {
          createPost(title: String!): Post @command(fn_create_post)
        }
        """,
        "Let the function return the key of the row, so that it is read from the view.",
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
    code(
        "FQ492",
        "another database refuses a plan",
        """`fraiseql verify` showed every statement of existing plans to a database, which refused this one: a
        migration that the plans rely on has not run there, or one has run that these plans do not know.""",
        """
        $ fraiseql verify plans --database postgresql://production/blog
        """,
        """Deploy in an order in which every version of the plans that serves fits the database: add first,
        remove last. Or compile against this database.""",
    ),
    code(
        "FQ493",
        "another database yields another type",
        """The statement is fine on this database, but yields another type than the plans were made for, so
        its rows would be misread.""",
        """
        # ALTER TABLE tv_post ALTER data TYPE json  -- in that database only
        $ fraiseql verify plans --database postgresql://production/blog
        """,
        "Give the column the same type in both databases, or compile against this one.",
    ),
    code(
        "FQ494",
        "plans cannot be loaded",
        """A plan folder is incomplete, was changed after it was compiled, or was written by another version
        of FraiseQL, so it cannot be verified or compared.""",
        """
        $ fraiseql diff plans-of-the-last-release plans
        """,
        """Compile again. Plans of an older version are compared after its sources are compiled with this
        version.""",
    ),
)
