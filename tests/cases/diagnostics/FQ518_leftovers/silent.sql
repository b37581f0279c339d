-- The same for the transaction alone.
CREATE OR REPLACE FUNCTION remember(p_id uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.user_id', p_id::text, TRUE);
END
$$;
CREATE OR REPLACE FUNCTION fn_sign_in(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM remember(p_id);
    EXECUTE 'SET LOCAL app.role = ''reader''';
    RETURN p_id;
END
$$;
CREATE OR REPLACE FUNCTION fn_import(p_id uuid) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1);
    CREATE TEMP TABLE imported (id uuid) ON COMMIT DROP;
    RETURN p_id;
END
$$;
