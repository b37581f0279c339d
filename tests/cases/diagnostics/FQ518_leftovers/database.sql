CREATE TABLE tv_post (id uuid PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION remember(p_id uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.user_id', p_id::text, FALSE);
END
$$;
CREATE FUNCTION fn_sign_in(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM remember(p_id);
    EXECUTE 'SET SESSION app.role = ''reader''';
    RETURN p_id;
END
$$;
CREATE FUNCTION fn_import(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_lock(1);
    CREATE TEMP TABLE imported (id uuid);
    RETURN p_id;
END
$$;
-- What ends with the transaction.
CREATE FUNCTION fn_fine(p_id uuid) RETURNS uuid LANGUAGE plpgsql SET app.role = 'reader' AS $$
BEGIN
    PERFORM set_config('app.user_id', p_id::text, true), pg_advisory_xact_lock(1);
    SET LOCAL app.role = 'writer';
    CREATE TEMPORARY TABLE IF NOT EXISTS fine (id uuid) ON COMMIT DROP;
    RAISE NOTICE 'SET app.role, set_config(''a'', ''b'', false)';
    RETURN p_id;
END
$$;
