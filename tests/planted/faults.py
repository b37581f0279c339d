"""Mistakes to plant in a copy of `examples/blog`, each with the code that must find it."""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = "schema.graphql"
VIEWS, COMMANDS = "db/20_views.sql", "db/40_commands.sql"


@dataclass(frozen=True)
class Fault:
    """A mistake.

    edits: file, text and what replaces it; a changed SQL file is applied again. sql: statements that the
    database gets after that. role: whether the rights of a role are checked, `{role}` in the statements.
    codes: all that the compiler must say. says: words that must be in it.
    """

    name: str
    codes: tuple[str, ...]
    says: str
    edits: tuple[tuple[str, str, str], ...] = ()
    sql: str = ""
    role: bool = False


def _schema(name: str, code: str, says: str, old: str, new: str) -> Fault:
    return Fault(name, (code,), says, ((SCHEMA, old, new),))


# The blog is a little too small for lints of indexes. Seen as large, filters and orderings by what only the
# document holds are slow, which is true; here they are accepted.
_LARGE = (
    ("fraiseql.toml", "[database]", "[lints]\nrows = 5000\n\n[database]"),
    (SCHEMA, '  """Posts that match."""\n', '  """Posts that match."""\n  # fraiseql-ignore FQ511, FQ512\n'),
)

_POSTS = "  posts(where: PostWhere, orderBy: [PostOrderBy!]"

_READER = """
CREATE ROLE {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT ON tv_post, tv_user TO {role};
"""

RENAME_USER = """
CREATE FUNCTION fn_rename_user(p_id uuid, p_name text) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tb_user SET name = p_name WHERE id = p_id;
    PERFORM fn_sync_tv_user(ARRAY[p_id]);
    RETURN p_id;
END $$;
"""

FAULTS = (
    # --- the schema says what the database does not have ---------------------------------------------
    _schema("a view that is misspelled", "FQ401", "tv_user", "User @view(tv_user)", "User @view(tv_usr)"),
    _schema("a function that is misspelled", "FQ421", "fn_add_coment", "fn_add_comment", "fn_add_coment"),
    _schema(
        "a field that is misspelled", "FQ431", "updated_at", "updatedAt: DateTime!", "updateAt: DateTime!"
    ),
    _schema(
        "a field that no document has",
        "FQ431",
        "subtitle",
        "content: String!",
        "content: String!\n  subtitle: String",
    ),
    _schema(
        "an excerpt may be null",
        "FQ434",
        "excerpt",
        "excerpt: String\n  tags: [String!]!",
        "excerpt: String!\n  tags: [String!]!",
    ),
    _schema(
        "a post may not be published",
        "FQ434",
        "published_at",
        "publishedAt: DateTime\n",
        "publishedAt: DateTime!\n",
    ),
    _schema(
        "a list under a single value",
        "FQ435",
        "tags",
        "tags: [String!]!\n  status",
        "tags: String!\n  status",
    ),
    _schema("a list of objects under one", "FQ435", "comments", "comments: [Comment!]!", "comments: Comment"),
    _schema(
        "a text under a number", "FQ433", "body", "body: String!\n  createdAt", "body: Int!\n  createdAt"
    ),
    _schema(
        "an enum value that is not stored", "FQ409", "review", "  PUBLISHED\n", "  PUBLISHED\n  REVIEW\n"
    ),
    _schema(
        "an argument without a parameter",
        "FQ423",
        "p_subtitle",
        '  content: String\n  excerpt: String\n  tags: [String!]\n  """A draft',
        '  subtitle: String\n  content: String\n  excerpt: String\n  tags: [String!]\n  """A draft',
    ),
    _schema(
        "a parameter without an argument",
        "FQ424",
        "p_body",
        "  authorId: ID!\n  body: String!\n",
        "  authorId: ID!\n",
    ),
    _schema(
        "an argument of another type",
        "FQ425",
        "uuid",
        "deletePost(id: ID!): ID!",
        "deletePost(id: Int!): ID!",
    ),
    _schema(
        "a result of another type",
        "FQ426",
        "Boolean",
        "deletePost(id: ID!): ID!",
        "deletePost(id: ID!): Boolean!",
    ),
    _schema(
        "an argument that compares with nothing",
        "FQ407",
        "writer_id",
        "postsByAuthor(authorId",
        "postsByAuthor(writerId",
    ),
    Fault(
        "a list without an end",
        ("FQ514",),
        "posts",
        (
            *_LARGE,
            (
                SCHEMA,
                _POSTS + ", limit: Int = 20, offset: Int): [Post!]!\n    @limit(default: 20, max: 100)",
                _POSTS + "): [Post!]!",
            ),
        ),
    ),
    # --- the database has changed ----------------------------------------------------------------------
    Fault("a dropped column", ("FQ407",), "author_id", sql="ALTER TABLE tv_post DROP COLUMN author_id"),
    Fault("a column of another type", ("FQ406",), "views", sql="ALTER TABLE tv_post ALTER views TYPE text"),
    Fault(
        "a renamed label of an enum",
        ("FQ433", "FQ409"),  # a label that is no value, and a value that is no label
        "archived",
        sql="ALTER TYPE post_status RENAME VALUE 'archived' TO 'retired'",
    ),
    Fault("a dropped function", ("FQ421",), "fn_delete_post", sql="DROP FUNCTION fn_delete_post"),
    Fault("a document that was renamed", ("FQ403",), "doc", sql="ALTER TABLE tv_user RENAME data TO doc"),
    Fault(
        "a column that may be null now",
        ("FQ434",),
        "title",
        sql="ALTER TABLE tb_post ALTER title DROP NOT NULL",
    ),
    # --- the documents are made otherwise -------------------------------------------------------------
    Fault(
        "a renamed key",
        ("FQ432",),
        "createdAt",
        ((VIEWS, "'created_at', c.created_at", "'createdAt', c.created_at"),),
    ),
    Fault("a key that is gone", ("FQ431",), "excerpt", ((VIEWS, "        'excerpt', p.excerpt,\n", ""),)),
    Fault(
        "an outer join under `!`",
        ("FQ434",),
        "author",
        ((VIEWS, "FROM tb_post AS p\nJOIN", "FROM tb_post AS p\nLEFT JOIN"),),
        # Else each post has an author all the same: the foreign key says so.
        "ALTER TABLE tb_post ALTER fk_user DROP NOT NULL",
    ),
    Fault(
        "an aggregate over nothing under `!`",
        ("FQ434",),
        "comments",
        (
            (VIEWS, "        'comments', coalesce(", "        'comments', ("),
            (
                VIEWS,
                "            ),\n            '[]'\n        )\n    ) AS data",
                "            )\n        )\n    ) AS data",
            ),
        ),
    ),
    Fault(
        "a number that became a text",
        ("FQ433",),
        "views",
        ((VIEWS, "'views', p.views", "'views', p.views::text"),),
    ),
    # --- commands forget to refresh -------------------------------------------------------------------
    Fault(
        "an update without its sync",
        ("FQ501",),
        "fn_update_post",
        (
            (
                COMMANDS,
                (
                    "    PERFORM fn_sync_tv_post(ARRAY[p_id]);\n    RETURN p_id;\nEND $$;\n\n"
                    "CREATE OR REPLACE FUNCTION fn_delete_post"
                ),
                "    RETURN p_id;\nEND $$;\n\nCREATE OR REPLACE FUNCTION fn_delete_post",
            ),
        ),
    ),
    Fault(
        "a comment without a sync of its post",
        ("FQ501",),
        "tv_post",
        ((COMMANDS, "    PERFORM fn_sync_tv_post(ARRAY[p_post_id]);\n", ""),),
    ),
    Fault(
        "a new name that posts do not learn",
        ("FQ501",),
        "tv_post",
        (
            (
                SCHEMA,
                "type Mutation {\n",
                "type Mutation {\n  renameUser(id: ID!, name: String!): User! @command(fn_rename_user)\n",
            ),
        ),
        RENAME_USER,
    ),
    # --- it works, but it is slow ---------------------------------------------------------------------
    Fault(
        "a missing index on an argument",
        ("FQ511",),
        "CREATE INDEX ON public.tv_post (author_id)",
        _LARGE,
        "DROP INDEX ix_tv_post_author_id",
    ),
    Fault(
        "a lookup that nothing makes unique",
        ("FQ513",),
        "identifier",
        sql="ALTER TABLE tv_post DROP CONSTRAINT tv_post_identifier_key;CREATE INDEX ON tv_post (identifier)",
    ),
    Fault(
        "a key that nothing makes unique",
        ("FQ410",),
        "id",
        sql="ALTER TABLE tv_user DROP CONSTRAINT tv_user_pkey; CREATE INDEX ON tv_user (id)",
    ),
    # --- who may do what, and how functions are marked ------------------------------------------------
    Fault(
        "a command that says it is stable",
        ("FQ516",),
        "fn_update_post",
        sql="ALTER FUNCTION fn_update_post STABLE",
    ),
    Fault(
        "a revoked right to read",
        ("FQ304",),
        "tv_user",
        sql=_READER + "REVOKE SELECT ON tv_user FROM {role}",
        role=True,
    ),
    Fault(
        "a revoked right to call",
        ("FQ304",),
        "fn_create_post",
        sql=_READER + "REVOKE EXECUTE ON FUNCTION fn_create_post FROM PUBLIC",
        role=True,
    ),
)
