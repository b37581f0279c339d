ALTER TABLE tv_post ADD COLUMN title text;
CREATE INDEX ON tv_post (title);
CREATE INDEX ON tv_post USING gin ((data -> 'meta'));
ANALYZE tv_post;
