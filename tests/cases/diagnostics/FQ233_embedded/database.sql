CREATE TABLE tv_author (id int PRIMARY KEY, blocked bool NOT NULL, data jsonb NOT NULL);
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
