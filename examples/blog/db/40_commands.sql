-- Commands: check the input, write the tb_* tables, sync the read models, return an id.
-- What they RAISE is what the client reads.
--
-- A command that changes a post locks its row before it reads anything. Without that, two
-- commands at once could each write a document that lacks the other's change.

CREATE OR REPLACE FUNCTION fn_create_post(
    p_author_id   uuid,
    p_title       text,
    p_identifier  text        DEFAULT NULL,  -- null: made from the title
    p_content     text        DEFAULT NULL,
    p_excerpt     text        DEFAULT NULL,
    p_tags        text[]      DEFAULT NULL,
    p_status      post_status DEFAULT NULL   -- null: a draft
) RETURNS uuid
LANGUAGE plpgsql
AS $$
DECLARE
    v_author      integer;
    v_identifier  text;
    v_id          uuid;
BEGIN
    SELECT pk_user INTO v_author FROM tb_user WHERE id = p_author_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No user has the id %.', coalesce(p_author_id::text, 'null');
    END IF;
    IF coalesce(p_title, '') !~ '\S' THEN
        RAISE EXCEPTION 'The title must not be empty.';
    END IF;
    v_identifier := coalesce(p_identifier, trim('-' FROM regexp_replace(lower(p_title), '[^a-z0-9]+', '-', 'g')));
    IF v_identifier !~ '\S' THEN
        RAISE EXCEPTION 'The identifier must not be empty; this title gives none, so name one.';
    END IF;

    INSERT INTO tb_post (identifier, fk_user, title, content, excerpt, tags, status, published_at)
    VALUES (
        v_identifier,
        v_author,
        p_title,
        coalesce(p_content, ''),
        p_excerpt,
        coalesce(p_tags, '{}'),
        coalesce(p_status, 'draft'),
        CASE WHEN p_status = 'published' THEN now() END
    )
    ON CONFLICT (identifier) DO NOTHING
    RETURNING id INTO v_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Another post has the identifier "%".', v_identifier;
    END IF;

    PERFORM fn_sync_tv_post(ARRAY[v_id]);
    RETURN v_id;
END $$;

-- What is null, or not given, stays as it is. The identifier never changes: links point to it.
CREATE OR REPLACE FUNCTION fn_update_post(
    p_id       uuid,
    p_title    text        DEFAULT NULL,
    p_content  text        DEFAULT NULL,
    p_excerpt  text        DEFAULT NULL,
    p_tags     text[]      DEFAULT NULL,
    p_status   post_status DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql
AS $$
BEGIN
    IF p_title !~ '\S' THEN
        RAISE EXCEPTION 'The title must not be empty.';
    END IF;

    UPDATE tb_post SET
        title = coalesce(p_title, title),
        content = coalesce(p_content, content),
        excerpt = coalesce(p_excerpt, excerpt),
        tags = coalesce(p_tags, tags),
        status = coalesce(p_status, status),
        published_at = CASE WHEN p_status = 'published' THEN coalesce(published_at, now()) ELSE published_at END,
        updated_at = now()
    WHERE id = p_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No post has the id %.', coalesce(p_id::text, 'null');
    END IF;

    PERFORM fn_sync_tv_post(ARRAY[p_id]);
    RETURN p_id;
END $$;

CREATE OR REPLACE FUNCTION fn_delete_post(p_id uuid) RETURNS uuid
LANGUAGE plpgsql
AS $$
DECLARE
    v_post integer;
BEGIN
    SELECT pk_post INTO v_post FROM tb_post WHERE id = p_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No post has the id %.', coalesce(p_id::text, 'null');
    END IF;

    DELETE FROM tb_comment WHERE fk_post = v_post;
    DELETE FROM tb_post WHERE pk_post = v_post;

    PERFORM fn_sync_tv_post(ARRAY[p_id]);
    RETURN p_id;
END $$;

-- Returns the id of the post: a comment is a part of its post's document.
CREATE OR REPLACE FUNCTION fn_add_comment(p_post_id uuid, p_author_id uuid, p_body text) RETURNS uuid
LANGUAGE plpgsql
AS $$
DECLARE
    v_post    integer;
    v_author  integer;
BEGIN
    SELECT pk_post INTO v_post FROM tb_post WHERE id = p_post_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No post has the id %.', coalesce(p_post_id::text, 'null');
    END IF;
    SELECT pk_user INTO v_author FROM tb_user WHERE id = p_author_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No user has the id %.', coalesce(p_author_id::text, 'null');
    END IF;
    IF coalesce(p_body, '') !~ '\S' THEN
        RAISE EXCEPTION 'The comment must not be empty.';
    END IF;

    INSERT INTO tb_comment (fk_post, fk_user, body) VALUES (v_post, v_author, p_body);

    PERFORM fn_sync_tv_post(ARRAY[p_post_id]);
    RETURN p_post_id;
END $$;
