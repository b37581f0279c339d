-- Rows 1 to 4 have comments with answers; 5 has an empty list, 6 null, 7 no key, 8 a null in the list.
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, '{"id": 1, "comments": [
        {"body": "first", "stars": 5, "tags": ["a", "b"], "author": {"name": "Ada"}, "answers": [
            {"body": "yes", "stars": 1, "answers": []},
            {"body": "no", "stars": 2, "author": {"name": "Zoë"}, "answers": [{"body": "deep", "stars": 9}]}]},
        {"body": "second", "stars": 3, "tags": [], "author": null, "answers": []}]}'),
    (2, '{"id": 2, "comments": [{"body": "first", "stars": 5, "answers": [{"body": "yes", "stars": 1}]}]}'),
    (3, '{"id": 3, "comments": [{"body": null, "stars": null, "answers": null}]}'),
    (4, '{"id": 4, "comments": [{}, {"body": "second", "stars": 1}]}'),
    (5, '{"id": 5, "comments": []}'),
    (6, '{"id": 6, "comments": null}'),
    (7, '{"id": 7}'),
    (8, '{"id": 8, "comments": [null]}');
CREATE TYPE item AS (product text, amount int);
CREATE TABLE tb_order (id int PRIMARY KEY, lines item[], notes jsonb);
INSERT INTO tb_order VALUES
    (1, ARRAY[('tea', 2), ('cup', 1)]::item[], '[{"body": "a"}]'),
    (2, ARRAY[('tea', 1)]::item[], '[]'),
    (3, '{}', 'null'),
    (4, NULL, NULL);
