-- Example data, the same on every machine: 1,000 users, 10,000 posts, 50,000 comments.
-- Ids are md5 of a name, so user 7 is md5('user-7')::uuid. Among the values are nulls, empty texts
-- and lists, other scripts, emoji, combining marks, quotes, backslashes, LIKE wildcards and long text.

DO $data$
DECLARE
    v_first text[] := ARRAY[
        'Ada', 'Grace', 'José', 'Zoë', 'Łukasz', 'Нина', 'محمد', 'שרה', '小明', 'さくら',
        E'Rene\u0301e', '🦊 Fox', '👩‍💻 Dev', 'Siobhán', 'Ngọc', 'Jürgen', 'Ana', 'Kwame', 'Ólafur', 'Priya'
    ];
    v_last text[] := ARRAY[
        'Lovelace', 'Hopper', 'O''Brien', 'de la Cruz', 'Nowak', '"Q" Quote', E'Back\\slash', '100% Real', 'snake_case', 'Smith'
    ];
    v_slug text[] := ARRAY['ada', 'grace', 'jose', 'zoe', 'lukasz', 'nina', 'muhammad', 'sarah', 'xiaoming', 'sakura',
        'renee', 'fox', 'dev', 'siobhan', 'ngoc', 'jurgen', 'ana', 'kwame', 'olafur', 'priya'];
    v_subject text[] := ARRAY[
        'Indexes', 'Transactions', 'Views', 'JSON', 'Constraints', 'Joins', 'Sorting', 'Locks', 'Backups', 'Types', 'Plans'
    ];
    v_angle text[] := ARRAY['explained', 'in practice', 'from scratch', 'at scale', 'by example', 'for the curious', 'revisited'];
    v_odd text[] := ARRAY[
        'Say "hello", then leave', 'It''s 100% true', 'under_score and %wildcards%', E'C:\\temp\\new and \\"', '🎉 Party 🎈 time 👩‍👩‍👧‍👦',
        'مرحبا بالعالم', 'שלום עולם', '你好，世界', E'Cafe\u0301 or caf\u00e9', E'Two\nlines\tand a tab', '<b>bold</b> & {"json": [1]}', '$1 and $$ and ${x}'
    ];
    v_tags text[] := ARRAY['sql', 'graphql', 'cqrs', 'c++', 'naïve', '🚀', 'with space', 'comma,tag', 'quote"tag', E'back\\slash', 'NULL'];
    v_sentence text[] := ARRAY[
        'A query that reads one row is easy to love.',
        'Measure first; then measure again.',
        'The planner knows more than you think, and less than you hope.',
        '“Smart quotes” and "plain ones" live side by side.',
        'Naïve façades déjà vu: Привет, こんにちは, مرحبا.',
        'Keep what is read together in one place.',
        E'Paths such as C:\\data\\blog are 100% text.'
    ];
    v_start timestamptz := '2020-01-01T00:00:00Z';
BEGIN
    IF EXISTS (SELECT FROM tb_user) THEN
        RETURN;
    END IF;

    INSERT INTO tb_user (id, identifier, name, email, bio, created_at)
    SELECT
        md5('user-' || n)::uuid,
        v_slug[1 + n % 20] || '-' || n,
        v_first[1 + n % 20] || ' ' || v_last[1 + n / 20 % 10],
        CASE WHEN n % 7 > 0 THEN v_slug[1 + n % 20] || n || '@example.com' END,
        CASE n % 5
            WHEN 0 THEN NULL
            WHEN 1 THEN ''
            ELSE v_sentence[1 + n % 7] || ' ' || v_sentence[1 + n / 7 % 7]
        END,
        v_start + n * interval '1 hour'
    FROM generate_series(1, 1000) AS n
    ORDER BY n;

    -- Ten users have no post. Three of four posts are published.
    INSERT INTO tb_post (
        id, identifier, fk_user, title, content, excerpt, tags, status, views, published_at, created_at, updated_at
    )
    SELECT
        md5('post-' || n)::uuid,
        lower(v_subject[1 + n % 11]) || '-' || replace(v_angle[1 + n % 7], ' ', '-') || '-' || n,
        author.pk_user,
        CASE WHEN n % 25 = 0 THEN v_odd[1 + n / 25 % 12] ELSE v_subject[1 + n % 11] || ' ' || v_angle[1 + n % 7] END,
        CASE
            WHEN n % 2500 = 0 THEN left(repeat(v_sentence[1 + n / 2500] || E'\n', 3000), 100 * 1024)
            WHEN n % 40 = 7 THEN ''
            ELSE array_to_string(ARRAY(SELECT v_sentence[1 + (n + s * (1 + n % 3)) % 7] FROM generate_series(1, 2 + n % 6) AS s), ' ')
        END,
        CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN v_sentence[1 + n / 3 % 7] ELSE '' END,
        ARRAY(SELECT v_tags[1 + (n / 5 + t) % 11] FROM generate_series(1, n % 5) AS t),
        CASE n % 8 WHEN 0 THEN 'draft' WHEN 4 THEN 'archived' ELSE 'published' END::post_status,
        n * 7919 % 5000,
        CASE WHEN n % 8 > 0 THEN v_start + n * interval '3 hours' + interval '30 minutes' END,
        v_start + n * interval '3 hours' + n % 7 * interval '1 microsecond',
        v_start + n * interval '3 hours' + n % 4 * interval '1 hour'
    FROM generate_series(1, 10000) AS n
    JOIN tb_user AS author ON author.id = md5('user-' || 1 + n * 613 % 990)::uuid
    ORDER BY n;

    -- Every tenth post has no comment, post 1 has more than two hundred, the others five or six.
    INSERT INTO tb_comment (id, fk_post, fk_user, body, created_at)
    SELECT
        md5('comment-' || n)::uuid,
        post.pk_post,
        author.pk_user,
        CASE WHEN n % 17 = 0 THEN v_odd[1 + n % 12] ELSE v_sentence[1 + n % 7] END,
        post.created_at + (n % 500 + n / 9000) * interval '1 minute'
    FROM generate_series(1, 50000) AS n
    CROSS JOIN LATERAL (SELECT n * 7 % 9000 AS m) AS spread
    JOIN tb_post AS post ON post.id = md5('post-' || CASE WHEN n <= 200 THEN 1 ELSE 1 + m + m / 9 END)::uuid
    JOIN tb_user AS author ON author.id = md5('user-' || 1 + (n * 31 + n / 9000 * 97) % 1000)::uuid
    ORDER BY n;

    ANALYZE tb_user, tb_post, tb_comment;
END $data$;
