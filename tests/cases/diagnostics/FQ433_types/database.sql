CREATE TABLE tb_post (id uuid NOT NULL, views int NOT NULL, author text NOT NULL, at timestamptz NOT NULL);
CREATE VIEW v_post AS
SELECT id,
       jsonb_build_object(
           'id', id,
           'views', views::text,
           'rating', at,
           'open', views,
           'status', views > 1,
           'title', jsonb_build_object('en', author),
           'at', at::date,
           'day', at::date,
           'author', author,
           'mixed', CASE WHEN views > 1 THEN to_jsonb(views) ELSE to_jsonb(author) END,
           'meta', views
       ) AS data
FROM tb_post;
CREATE VIEW v_single AS SELECT id, to_jsonb(author) AS data FROM tb_post;
CREATE VIEW v_thing AS
SELECT id, CASE WHEN views > 1 THEN jsonb_build_object('__typename', 'Cup', 'id', id) ELSE to_jsonb(author) END AS data
FROM tb_post;
