-- Rows 5 to 7: no company; author null; author absent.
CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, '{"id": 1, "author": {"name": "Zoë", "active": true, "company": {"name": "100%", "employees": 9, "kind": "startup", "since": "2020-02-29"}}}'),
    (2, '{"id": 2, "author": {"name": "O''Brien", "active": false, "company": {"name": "a_b", "employees": 10, "kind": "big_one", "since": "1999-12-31"}}}'),
    (3, '{"id": 3, "author": {"name": null, "active": null, "company": {"name": null, "employees": null, "kind": null, "since": null}}}'),
    (4, '{"id": 4, "author": {"name": "Ada", "active": true, "company": {}}}'),
    (5, '{"id": 5, "author": {"name": "Ada", "company": null}}'),
    (6, '{"id": 6, "author": null}'),
    (7, '{"id": 7}');
