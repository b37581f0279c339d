-- The key of the view is a text, the function is in another schema, and its name needs quotes.
CREATE SCHEMA app;
CREATE TABLE app.tb_post (slug text PRIMARY KEY, title text NOT NULL);
CREATE VIEW app.v_post AS SELECT slug, jsonb_build_object('slug', slug, 'title', title) AS doc FROM app.tb_post;
CREATE FUNCTION app."Create Post"(title text) RETURNS text LANGUAGE sql AS $$
    INSERT INTO app.tb_post VALUES (replace(lower(title), ' ', '-'), title) RETURNING slug
$$;
