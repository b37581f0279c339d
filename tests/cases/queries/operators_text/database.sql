-- The same data twice: with native columns, and in the document alone. Row 9 has nulls, row 10 no keys.
CREATE TABLE tv_text (id int PRIMARY KEY, title text, word text, data jsonb);
INSERT INTO tv_text (id, title, word) VALUES
    (1, 'plain', 'a'),
    (2, '100%', 'b'),
    (3, '100 percent', 'c'),
    (4, 'under_score', 'd'),
    (5, 'underXscore', 'e'),
    (6, 'back\slash', 'f'),
    (7, 'say "it''s" 🐘 é', 'g'),
    (8, '', 'null'),
    (9, NULL, NULL),
    (10, NULL, NULL);
UPDATE tv_text SET data = jsonb_build_object('id', id, 'title', title, 'word', word);
UPDATE tv_text SET data = data - 'title' - 'word' WHERE id = 10;
CREATE VIEW v_text AS SELECT id, data FROM tv_text;
