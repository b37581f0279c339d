-- Rows 1 to 8 hold what patterns, cases and words stumble over; 9 is null, 10 has no key.
CREATE TABLE tv_row (id int PRIMARY KEY, title text, code char(8), data jsonb);
INSERT INTO tv_row VALUES
    (1, 'The quick brown fox', 'ab'),
    (2, 'THE QUICK BROWN FOX', 'AB'),
    (3, '100% of_all', '100%'),
    (4, '100x ofXall', '100x'),
    (5, 'back\slash', 'a\b'),
    (6, 'Straße ÉCOLE 😀', 'é'),
    (7, '', ''),
    (8, 'line one' || chr(10) || 'line two', 'x y'),
    (9, NULL, NULL),
    (10, NULL, NULL);
UPDATE tv_row AS t SET data = to_jsonb(t) - 'data';
UPDATE tv_row SET data = '{"id": 10}' WHERE id = 10;
CREATE VIEW v_row AS SELECT id, data FROM tv_row;
