-- In a schema that is not in the search path, and with a name that needs quotes in it.
CREATE SCHEMA stats;
CREATE TABLE stats."tb Post" (author text NOT NULL);
INSERT INTO stats."tb Post" VALUES ('b'), ('a'), ('b');
CREATE MATERIALIZED VIEW stats.mv_stat AS
SELECT author AS name, jsonb_build_object('name', author, 'posts', count(*)) AS data FROM stats."tb Post" GROUP BY author;
CREATE UNIQUE INDEX ON stats.mv_stat (name);
INSERT INTO stats."tb Post" VALUES ('not yet refreshed');
