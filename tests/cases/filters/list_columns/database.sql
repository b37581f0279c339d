-- Columns of every form that can hold a list: arrays whose items compare as another type, domains, JSON.
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN tags AS text[];
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN feeling AS mood;
CREATE TABLE tv_row (
    id int PRIMARY KEY, emails email[], tags tags, codes varchar(3)[], names name[], words char(3)[], whole bigint[],
    feelings feeling[], addresses cidr[], in_json json, in_jsonb jsonb, data jsonb
);
INSERT INTO tv_row VALUES
    (1, '{a@x,b@x}', '{a,b}', '{a,b}', '{a,b}', '{a,b}', '{1,2}', '{happy,sad}', '{10.0.0.0/8}', '[1, 2]', '["a", null]'),
    (2, '{a@x}', '{a}', '{a}', '{a}', '{a}', '{1}', '{happy}', '{10.0.0.1}', '[1]', '["a"]'),
    (3, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '[]', '[]'),
    (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'null'),
    (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'null', '{"no": "list"}');
UPDATE tv_row SET data = jsonb_build_object('id', id);
