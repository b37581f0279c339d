CREATE SCHEMA app;
CREATE SCHEMA hidden;
CREATE DOMAIN app.money AS numeric;
CREATE DOMAIN hidden.secret AS text;
CREATE TYPE place AS (city text);
CREATE TABLE tv_post (id int PRIMARY KEY, price numeric, share int, data jsonb);
