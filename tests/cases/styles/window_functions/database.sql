-- Rankings and totals: aggregates, windows and numbers that cannot be null.
CREATE TABLE tb_score (pk_score integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, player text NOT NULL, points integer NOT NULL, note text);
INSERT INTO tb_score (player, points, note) VALUES ('ada', 3, NULL), ('ada', 5, 'won'), ('bob', 4, NULL);
CREATE VIEW v_player AS
SELECT player AS id, jsonb_build_object(
    'id', player,
    'games', count(*),
    'points', sum(points),
    'best', max(points),
    'average', avg(points),
    'rank', rank() OVER (ORDER BY sum(points) DESC),
    'has_notes', bool_or(note IS NOT NULL),
    'notes', coalesce(jsonb_agg(note ORDER BY pk_score) FILTER (WHERE note IS NOT NULL), '[]'::jsonb)
) AS data
FROM tb_score GROUP BY player;
