CREATE TABLE tv_post (id int PRIMARY KEY, title text, data jsonb NOT NULL);
INSERT INTO tv_post VALUES
    (1, 'b', '{"id": 1, "title": "b", "Sub-Title": "x", "html_body": "<p>", "is_ok2": true, "mood": "Very Happy!", "author": {"n": "Ada"}}'),
    (2, 'a', '{"id": 2, "title": "a", "Sub-Title": "y", "html_body": null, "is_ok2": false, "mood": "HAPPY", "author": {"n": "Bob"}}'),
    (3, 'c', '{"id": 3, "title": "c", "mood": "sad", "author": null}');
