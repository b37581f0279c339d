-- Domains, text types with a length, numbers that are wider than the scalar, a composite type.
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN doc AS jsonb;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN some_mood AS mood;
CREATE TYPE place AS (city text, zip int);
CREATE TABLE tv_row (
    id bigint PRIMARY KEY, email email, code char(4), word varchar(5), positive positive, total bigint, amount numeric(8, 2),
    rank int, mood some_mood, data doc NOT NULL
);
INSERT INTO tv_row VALUES
    (1, 'a_b@x', 'ab', 'abcde', 1, 9007199254740993, 1.5, 1, 'happy', '{"id": 1, "code": "ab", "place": {"city": "Zürich", "zip": 8000}}'),
    (2, 'a%b@x', 'abcd', 'x', 2, 2, 2.25, 2, 'sad', '{"id": 2, "code": "abcd"}'),
    (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"id": 3}');
CREATE TABLE tb_plain (id int PRIMARY KEY, place place);
INSERT INTO tb_plain VALUES (1, ('Zürich', 8000)), (2, (NULL, 9)), (3, NULL);
