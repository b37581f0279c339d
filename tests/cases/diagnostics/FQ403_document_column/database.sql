CREATE SCHEMA app;
CREATE TABLE tb_post (id uuid PRIMARY KEY, title text NOT NULL);
CREATE TABLE tv_post (id uuid PRIMARY KEY, body jsonb NOT NULL, extra jsonb NOT NULL);
CREATE VIEW app.v_post AS SELECT id, to_jsonb(p) AS document FROM tb_post p;
