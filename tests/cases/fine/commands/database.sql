CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN doc AS jsonb;
CREATE DOMAIN post_id AS uuid;
CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(title text, p_body text DEFAULT '') RETURNS uuid LANGUAGE sql
AS 'SELECT gen_random_uuid()';
CREATE FUNCTION app.fn_all(
  p_id post_id, p_stars positive, p_tags text[], p_mood mood, p_moods mood[], p_big bigint, p_real real,
  p_money numeric, p_at timestamptz, p_meta jsonb, p_doc doc, p_post json, p_posts jsonb, p_numbers bigint[],
  p_words varchar(5), p_docs doc[]
) RETURNS post_id LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_spread(p_title text, p_author_id uuid, p_editor jsonb DEFAULT NULL) RETURNS uuid LANGUAGE sql
AS 'SELECT p_author_id';
CREATE FUNCTION fn_out(p_title text, OUT id uuid) LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_mood(p_mood mood) RETURNS mood LANGUAGE sql AS 'SELECT p_mood';
CREATE FUNCTION fn_nothing() RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION fn_report() RETURNS jsonb LANGUAGE sql AS $$SELECT '{}'::jsonb$$;
CREATE FUNCTION fn_over(p_id uuid, p_note text) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
CREATE FUNCTION fn_over(p_id uuid, p_stars integer) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
