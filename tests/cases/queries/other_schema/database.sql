-- Names that SQL must quote.
CREATE SCHEMA "Blog";
CREATE TABLE "Blog".tv_post ("Key $1" int PRIMARY KEY, "The Title" text, "The Document" jsonb NOT NULL);
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO "Blog".tv_post VALUES
    (1, 'b', '{"id": 1, "title": "b", "a''b": "$0"}'),
    (2, 'a', '{"id": 2, "title": "a", "a''b": "$1"}');
