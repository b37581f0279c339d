CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE VIEW v_node AS SELECT id, data FROM tv_post UNION ALL SELECT id, data FROM tv_user;
CREATE FUNCTION fn_create_posts(p_title text) RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';
