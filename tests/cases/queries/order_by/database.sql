-- views is a native column; everything else is found in the document. rank 9 is less than rank 10.
CREATE TABLE tv_post (id int PRIMARY KEY, views int, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, 5, '{"id": 1, "title": "b", "views": 5, "rank": 10, "author": {"name": "x", "company": {"size": 2}}}'),
    (2, 5, '{"id": 2, "title": "a", "views": 5, "rank": 9, "author": {"name": "y", "company": {"size": 10}}}'),
    (3, 7, '{"id": 3, "title": "a", "views": 7, "rank": null, "author": {"name": "x", "company": null}}'),
    (4, NULL, '{"id": 4, "title": null, "views": null, "author": null}'),
    (5, NULL, '{"id": 5, "rank": 9}'),
    (6, 5, '{"id": 6, "title": "a", "views": 5, "rank": 9, "author": {"name": "x", "company": {"size": 2}}}');
