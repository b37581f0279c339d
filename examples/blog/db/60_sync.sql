-- Fills the read models, and rewrites what a change of a view has made different. Else it writes nothing.

SELECT fn_sync_tv_user(ARRAY(SELECT id FROM tb_user UNION SELECT id FROM tv_user));
SELECT fn_sync_tv_post(ARRAY(SELECT id FROM tb_post UNION SELECT id FROM tv_post));
ANALYZE tv_user, tv_post;
