"""FQ5xx: performance and sync. FQ501 to FQ509 are about sync coverage."""

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
    ),
)
