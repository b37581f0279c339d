CREATE TABLE tb_post (pk_post integer GENERATED ALWAYS AS IDENTITY, id uuid PRIMARY KEY, data jsonb);
CREATE SEQUENCE sq_number;
CREATE TYPE pair AS (id uuid, data jsonb);
CREATE INDEX ix_post ON tb_post (pk_post);
