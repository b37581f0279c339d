CREATE TABLE tb_post (id uuid PRIMARY KEY, title text NOT NULL);
CREATE VIEW v_post AS SELECT id, row_to_json(p) AS data FROM tb_post p;
CREATE MATERIALIZED VIEW mv_post AS SELECT id, title AS data, to_jsonb(p) AS body FROM tb_post p;
CREATE UNIQUE INDEX ON mv_post (id);
CREATE TABLE tv_list (id uuid PRIMARY KEY, data jsonb[] NOT NULL);
CREATE DOMAIN words AS text;
CREATE TABLE tv_words (id uuid PRIMARY KEY, data words NOT NULL);
