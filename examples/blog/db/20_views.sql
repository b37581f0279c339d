-- Composition: what a document is made of is said once, here.
-- A view keeps pk_* so that other views can join it; documents hold only id and identifier.

CREATE OR REPLACE VIEW v_user AS
SELECT
    u.pk_user,
    u.id,
    u.identifier,
    u.name,
    u.created_at,
    jsonb_build_object(
        'id', u.id,
        'identifier', u.identifier,
        'name', u.name,
        'email', u.email,
        'bio', u.bio,
        'created_at', u.created_at
    ) AS data
FROM tb_user AS u;

CREATE OR REPLACE VIEW v_post AS
SELECT
    p.pk_post,
    p.id,
    p.identifier,
    author.id AS author_id,
    p.status,
    p.views,
    p.published_at,
    p.created_at,
    jsonb_build_object(
        'id', p.id,
        'identifier', p.identifier,
        'title', p.title,
        'content', p.content,
        'excerpt', p.excerpt,
        'tags', p.tags,
        'status', p.status,
        'views', p.views,
        'published_at', p.published_at,
        'created_at', p.created_at,
        'updated_at', p.updated_at,
        'author', author.data,
        'comments', coalesce(
            (
                SELECT jsonb_agg(
                    jsonb_build_object(
                        'id', c.id,
                        'body', c.body,
                        'created_at', c.created_at,
                        'author', jsonb_build_object(
                            'id', commenter.id,
                            'identifier', commenter.identifier,
                            'name', commenter.name
                        )
                    )
                    ORDER BY c.created_at, c.pk_comment
                )
                FROM tb_comment AS c
                JOIN tb_user AS commenter ON commenter.pk_user = c.fk_user
                WHERE c.fk_post = p.pk_post
            ),
            '[]'
        )
    ) AS data
FROM tb_post AS p
JOIN v_user AS author ON author.pk_user = p.fk_user;
