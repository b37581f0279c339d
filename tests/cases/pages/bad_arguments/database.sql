CREATE TABLE tv_post (id int PRIMARY KEY, views int NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post
SELECT n, n % 3, jsonb_build_object(
    'id', n,
    'title', (ARRAY['A', NULL, 'B'])[1 + n % 3],
    'views', n % 3,
    'author', jsonb_build_object('name', 'Author ' || n % 2)
)
FROM generate_series(1, 7) AS n;
