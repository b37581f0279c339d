-- The identifier lacks its unique index.
CREATE TABLE tv_post (id int PRIMARY KEY, identifier text NOT NULL, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, 'same', '{"id": 1, "identifier": "same"}'),
    (2, 'same', '{"id": 2, "identifier": "same"}'),
    (3, 'other', '{"id": 3, "identifier": "other"}');
