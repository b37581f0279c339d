CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_comment (id uuid PRIMARY KEY, likes int NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_tag (id uuid PRIMARY KEY, name text NOT NULL, data jsonb NOT NULL);
CREATE FUNCTION fn_create_post(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
CREATE FUNCTION fn_rename_tag(p_id uuid, p_name text) RETURNS uuid LANGUAGE sql AS 'SELECT p_id';
