-- Views over views: each embeds the document of the one below.
CREATE TABLE tb_author (pk_author integer PRIMARY KEY, id uuid NOT NULL UNIQUE, name text NOT NULL, born integer);
CREATE TABLE tb_book (
    pk_book integer PRIMARY KEY, id uuid NOT NULL UNIQUE, fk_author integer NOT NULL REFERENCES tb_author,
    fk_translator integer REFERENCES tb_author, title text NOT NULL
);
CREATE TABLE tb_edition (
    pk_edition integer PRIMARY KEY, fk_book integer NOT NULL REFERENCES tb_book, year integer NOT NULL, pages integer
);
INSERT INTO tb_author VALUES (1, '00000000-0000-0000-0000-0000000000a1', 'Tove', 1914),
                             (2, '00000000-0000-0000-0000-0000000000a2', 'Thomas', NULL);
INSERT INTO tb_book VALUES (1, '00000000-0000-0000-0000-0000000000b1', 1, 2, 'The Summer Book'),
                           (2, '00000000-0000-0000-0000-0000000000b2', 1, NULL, 'Fair Play');
INSERT INTO tb_edition VALUES (1, 1, 1972, 170), (2, 1, 1974, NULL);
CREATE VIEW v_author AS
SELECT pk_author, id, jsonb_build_object('id', id, 'name', name, 'born', born) AS data FROM tb_author;
CREATE VIEW v_edition AS
SELECT pk_edition, fk_book, jsonb_build_object('year', year, 'pages', pages) AS data FROM tb_edition;
CREATE VIEW v_book AS
SELECT b.id, b.title,
       jsonb_build_object(
           'id', b.id,
           'title', b.title,
           'author', a.data,
           'translator', t.data,
           'editions', coalesce(
               (SELECT jsonb_agg(e.data ORDER BY e.pk_edition) FROM v_edition e WHERE e.fk_book = b.pk_book), '[]'
           )
       ) AS data
FROM tb_book b
JOIN v_author a ON a.pk_author = b.fk_author
LEFT JOIN v_author t ON t.pk_author = b.fk_translator;
