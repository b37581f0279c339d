-- An older database, in which triggers keep the read model; commands know nothing of it.
CREATE TABLE item (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label varchar(40) NOT NULL, stock integer NOT NULL DEFAULT 0);
CREATE TABLE item_view (id integer PRIMARY KEY, data jsonb NOT NULL);
CREATE FUNCTION refresh_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM item_view WHERE id = OLD.id;
        RETURN OLD;
    END IF;
    INSERT INTO item_view (id, data)
    VALUES (NEW.id, jsonb_build_object('id', NEW.id, 'label', NEW.label, 'stock', NEW.stock))
    ON CONFLICT (id) DO UPDATE SET data = EXCLUDED.data;
    RETURN NEW;
END $$;
CREATE TRIGGER item_refresh AFTER INSERT OR UPDATE OR DELETE ON item FOR EACH ROW EXECUTE FUNCTION refresh_item();
CREATE FUNCTION add_item(label text, stock integer DEFAULT 0) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    new_id integer;
BEGIN
    INSERT INTO item (label, stock) VALUES (label, stock) RETURNING item.id INTO new_id;
    RETURN new_id;
END $$;
SELECT add_item('nut', 3);
