-- round trip 1
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.me
-- $2 = ann

SELECT set_config('fraiseql.result', public.fn_touch(ids => $1::int4[])::text, TRUE);
-- $1 = {"2","9","3","1"}

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
ORDER BY t.id
LIMIT $2::int8))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM unnest(NULLIF(current_setting('fraiseql.result', TRUE), '')::int4[]) WITH ORDINALITY AS k (value, place)
LEFT JOIN public.tv_user AS t
  ON t.id = k.value
  AND ((t.id = 3) IS NOT TRUE OR $1::text = 'root'::text)
ORDER BY k.place;
-- $1 = ann
-- $2 = 1

COMMIT;

-- round trip 2
BEGIN READ WRITE;

SELECT set_config($1::text, $2::text, true);
-- $1 = app.me
-- $2 = ann

SELECT set_config('fraiseql.result', ARRAY(SELECT public.fn_touch_all(most => $1::int4))::text, TRUE);
-- $1 = 2

SELECT (SELECT CASE WHEN starts_with(o."@", '{') THEN left(o."@", -1) || CASE o."@" WHEN '{}' THEN '' ELSE ', ' END || '"@1": ' || array_to_json(ARRAY(SELECT t.data
FROM public.tv_post AS t
WHERE t.author_id = o.id
ORDER BY t.id))::text || '}' ELSE o."@" END
FROM (SELECT t.*, (t.data)::text AS "@" OFFSET 0) AS o)
FROM unnest(NULLIF(current_setting('fraiseql.result', TRUE), '')::int4[]) WITH ORDINALITY AS k (value, place)
LEFT JOIN public.tv_user AS t
  ON t.id = k.value
  AND ((t.id = 3) IS NOT TRUE OR $1::text = 'root'::text)
ORDER BY k.place;
-- $1 = ann

COMMIT;
