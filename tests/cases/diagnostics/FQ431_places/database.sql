CREATE TABLE tb_post (id uuid PRIMARY KEY, title text NOT NULL, body text, words int NOT NULL);
CREATE VIEW v_joined AS
SELECT id, jsonb_build_object('id', id) || jsonb_build_object('title', title) AS data FROM tb_post;
CREATE VIEW v_branched AS
SELECT id,
       CASE WHEN words > 1 THEN jsonb_build_object('id', id, 'body', title)
            ELSE jsonb_build_object('id', id, 'wordCount', words, 'body', body) END AS data
FROM tb_post;
CREATE VIEW v_row AS
SELECT p.id, to_jsonb(l.*) AS data
FROM tb_post p CROSS JOIN LATERAL (SELECT p.id, p.body) l;
CREATE VIEW v_listed AS
SELECT p.id, jsonb_build_object('id', p.id, 'posts', coalesce((SELECT jsonb_agg(q.*) FROM tb_post q), '[]')) AS data
FROM tb_post p;
CREATE VIEW v_columns AS SELECT id, body AS text FROM tb_post;
