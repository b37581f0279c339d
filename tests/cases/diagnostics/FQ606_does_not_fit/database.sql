CREATE TABLE tv_post (id uuid PRIMARY KEY, status text, views int, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT md5(n::text)::uuid, status, n * 10,
       jsonb_build_object('id', md5(n::text)::uuid, 'title', 'Post ' || n, 'status', status, 'views', n * 10,
                          'author', jsonb_build_object('name', 'Ann', 'boss', jsonb_build_object('name', 'Bo')))
FROM generate_series(1, 5) AS n, LATERAL (SELECT (ARRAY['draft', 'live'])[1 + n % 2] AS status) AS s;
CREATE FUNCTION fn_publish(p_id uuid, p_note text DEFAULT NULL) RETURNS uuid LANGUAGE sql AS $$
    UPDATE tv_post SET status = 'live', data = data || '{"status": "live"}' WHERE id = p_id RETURNING id
$$;
