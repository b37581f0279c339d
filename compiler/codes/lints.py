"""FQ5xx: performance and sync."""

from __future__ import annotations

from fraiseql.compiler.codes.row import code

ROWS = (
    code(
        "FQ501",
        "read model not refreshed",
        """A command writes a table, or a column, that a read model is made of, and refreshes that read model
        nowhere: not itself, not through a function that it calls, not by a trigger. Until something else
        writes the read model, clients read what was true before. The compiler follows the bodies of functions
        in SQL and PL/pgSQL, the definitions of views, and the foreign keys that cascade; where a function has
        dynamic SQL or is in another language, it says nothing.""",
        """
        type Mutation {
          renameUser(id: ID!, name: String!): User! @command(fn_rename_user)
        }
        # fn_rename_user updates tb_user.name, and calls fn_sync_tv_user;
        # but the documents of tv_post hold the name of their author, too.
        """,
        """Call the sync function of the read model after the write, with the ids of all rows that the change
        is seen in.""",
        severity="warning",
    ),
    code(
        "FQ502",
        "read model refreshed too early",
        """A command calls the function that refreshes a read model, and then writes a table that the read
        model is made of. What it writes last is missing in the read model.""",
        """
        type Mutation {
          addComment(postId: ID!, body: String!): Post! @command(fn_add_comment)
        }
        # BEGIN
        #     PERFORM fn_sync_tv_post(ARRAY[p_post_id]);
        #     INSERT INTO tb_comment (fk_post, body) VALUES (v_post, p_body);
        """,
        "Call the sync function after the last write.",
        severity="warning",
    ),
    code(
        "FQ503",
        "materialized view that nothing refreshes",
        """A command writes what a materialized view is made of, and no function or trigger of the database
        refreshes that view. A job outside of the database may do so, which the compiler cannot see. Where one
        command refreshes the view, FQ501 warns of those that do not.""",
        """
        # CREATE MATERIALIZED VIEW mv_product AS SELECT … FROM tb_product JOIN tb_sale …
        # fn_sell inserts into tb_sale
        type Product @view(mv_product) {
          id: ID!
          sold: Int!
        }
        """,
        """`REFRESH MATERIALIZED VIEW` in the commands, or in a function for a job; or note what does it:
        `# fraiseql-ignore FQ503 a job, every hour`.""",
        severity="note",
    ),
    code(
        "FQ511",
        "filter that no index serves",
        """A filter input, or an argument that compares, lets clients search a large relation by fields that
        no index serves, so PostgreSQL reads every row. What counts is whether an index serves the
        comparison with a value (`eq`, or `contains` of lists and JSON); lists of embedded objects are not
        looked at, since no index serves them. A relation is large from `rows` of `[lints]` on. An argument
        that must be given and is served leaves few rows, and then the other filters do not matter.""",
        """
        # tv_post has 250,000 rows, and an index on (id) alone
        type Query {
          posts(where: PostWhere, limit: Int = 20): [Post!]!
        }
        """,
        """Create the indexes that the hint lists, as far as clients need the filters; leave the others out
        with an input of your own: `input PostWhere { title: StringFilter }`. Or say that it is meant:
        `# fraiseql-ignore FQ511`.""",
        severity="warning",
    ),
    code(
        "FQ512",
        "ordering that no index serves",
        """An ordering input lets clients sort a large relation by fields that no b-tree index has in order,
        so PostgreSQL reads and sorts all rows for each page.""",
        """
        # tv_post has 250,000 rows, and an index on (id) alone
        type Query {
          posts(orderBy: [PostOrderBy!], limit: Int = 20): [Post!]!
        }
        """,
        """Create the indexes that the hint lists, or leave the fields out with an input of your own:
        `input PostOrderBy { createdAt: OrderDirection }`.""",
        severity="warning",
    ),
    code(
        "FQ513",
        "lookup that may find several objects",
        """A root field that returns one object takes an argument that no unique index covers. A request fails
        as soon as two rows match.""",
        """
        # CREATE TABLE tv_user (id uuid PRIMARY KEY, email text, data jsonb)
        type Query {
          user(email: String!): User
        }
        """,
        "Create the unique index that the hint shows, or return a list.",
        severity="warning",
    ),
    code(
        "FQ514",
        "list without a limit",
        "A root field returns all rows of a large relation, unless the client limits it.",
        """
        # tv_post has 250,000 rows
        type Query {
          posts: [Post!]!
        }
        """,
        "Add `@limit(default: 20, max: 100)`, and an argument `limit: Int`.",
        severity="warning",
    ),
    code(
        "FQ515",
        "large documents",
        """A document of a relation is large on average, by a sample of its rows. Every answer that has a row
        reads all of its document, whatever the client selects.""",
        """
        # each document of tv_report holds all its measurements
        type Report @view(tv_report) {
          id: ID!
          title: String!
          measurements: [Measurement!]!
        }
        """,
        "Move what is long and seldom asked for to a view of its own.",
        severity="warning",
    ),
    code(
        "FQ516",
        "volatility that is not true",
        """A command, or a function that fills a read model, is marked STABLE or IMMUTABLE and writes:
        PostgreSQL refuses that when it runs. Or a view calls a function that is VOLATILE, as functions are
        where nothing is said: then PostgreSQL cannot merge the view into a query, and computes the function
        for every row that matches before it sorts them and takes a page.""",
        """
        # CREATE FUNCTION fn_delete_post(p_id uuid) RETURNS uuid STABLE …
        type Mutation {
          deletePost(id: ID!): ID! @command(fn_delete_post)
        }
        """,
        "`ALTER FUNCTION … VOLATILE` for what writes, `STABLE` for what only reads.",
        severity="warning",
    ),
    code(
        "FQ517",
        "view that joins much",
        """PostgreSQL's plan of a plain view has many joins, so every read pays for them. Beyond eight
        relations it does not even look for the best order of the joins (`join_collapse_limit`).""",
        """
        # CREATE VIEW v_order AS SELECT … FROM tb_order JOIN … (nine more tables)
        type Order @view(v_order) {
          id: ID!
        }
        """,
        "Keep the documents in a `tv_*` table that a `fn_sync_tv_*` function fills.",
        severity="warning",
    ),
    code(
        "FQ518",
        "session that outlives its request",
        """A function that a command calls changes the session, not only the transaction: a setting without
        `LOCAL`, a lock, a temporary table. The connection goes back to the pool, so other requests have it
        next, whoever asks them. A setting that row-level security reads then lets them see what is not
        theirs. FraiseQL sets what a session holds in each transaction anew, and resets nothing else: that
        would cost every request. What a text says that is made at run time, nobody can tell.""",
        """
        # CREATE FUNCTION fn_sign_in(p_id uuid) RETURNS uuid …
        #   PERFORM set_config('app.user_id', p_id::text, false);
        type Mutation {
          signIn(id: ID!): ID! @command(fn_sign_in)
        }
        """,
        "`set_config(…, true)`, `SET LOCAL`, `pg_advisory_xact_lock`, `CREATE TEMP TABLE … ON COMMIT DROP`.",
        severity="warning",
    ),
)
