-- A store always has one default station as soon as somebody orders there, and every line stands at stations of its store:
-- what a person forgets to set up, or a statement by hand takes away, leaves no dish that nobody sees.

-- What no list may hold: its readers take each element for what it says.
UPDATE "api_key" SET "scopes" = array_remove("scopes", NULL) WHERE array_position("scopes", NULL) IS NOT NULL;
UPDATE "dish" SET "allergens" = array_remove("allergens", NULL) WHERE array_position("allergens", NULL) IS NOT NULL;
UPDATE "dish" SET "diet_tags" = array_remove("diet_tags", NULL) WHERE array_position("diet_tags", NULL) IS NOT NULL;
UPDATE "menu_schedule" SET "weekdays" = array_remove("weekdays", NULL) WHERE array_position("weekdays", NULL) IS NOT NULL;
UPDATE "outbox_event" SET "rooms" = array_remove("rooms", NULL) WHERE array_position("rooms", NULL) IS NOT NULL;
UPDATE "print_job" SET "line_ids" = array_remove("line_ids", NULL), "change_ids" = array_remove("change_ids", NULL)
 WHERE array_position("line_ids", NULL) IS NOT NULL OR array_position("change_ids", NULL) IS NOT NULL;
ALTER TABLE "api_key" ADD CONSTRAINT api_key_scopes_known CHECK (array_position("scopes", NULL) IS NULL);
ALTER TABLE "dish" ADD CONSTRAINT dish_tags_known
  CHECK (array_position("allergens", NULL) IS NULL AND array_position("diet_tags", NULL) IS NULL);
ALTER TABLE "menu_schedule" ADD CONSTRAINT menu_schedule_weekdays_known CHECK (array_position("weekdays", NULL) IS NULL);
ALTER TABLE "outbox_event" ADD CONSTRAINT outbox_event_rooms_known CHECK (array_position("rooms", NULL) IS NULL);
ALTER TABLE "print_job" ADD CONSTRAINT print_job_lists_known
  CHECK (array_position("line_ids", NULL) IS NULL AND array_position("change_ids", NULL) IS NULL);

-- The default station of a store: where there is none, its oldest one that cooks, else a new one. The store's row is the turn
-- that everybody waits for who makes a default.
CREATE FUNCTION default_station(of_store int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  found_id int;
BEGIN
  PERFORM FROM store WHERE id = of_store FOR NO KEY UPDATE;
  SELECT id INTO found_id FROM station WHERE store_id = of_store AND is_default;
  IF found_id IS NULL THEN
    UPDATE station SET is_default = true
     WHERE id = (SELECT min(id) FROM station WHERE store_id = of_store AND archived_at IS NULL AND NOT is_expo)
    RETURNING id INTO found_id;
  END IF;
  IF found_id IS NULL THEN
    INSERT INTO station (store_id, name, name_en, is_default) VALUES (of_store, '厨房', 'Kitchen', true)
    RETURNING id INTO found_id;
  END IF;
  RETURN found_id;
END $$;

-- A new default takes the place of the old one.
CREATE FUNCTION succeed_default_station() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NOT OLD.is_default THEN
    PERFORM FROM store WHERE id = NEW.store_id FOR NO KEY UPDATE;
    UPDATE station SET is_default = false WHERE store_id = NEW.store_id AND is_default AND id <> NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER default_succeeds BEFORE INSERT OR UPDATE OF is_default ON station
  FOR EACH ROW WHEN (NEW.is_default) EXECUTE FUNCTION succeed_default_station();

-- Looked at when all of a transaction is done: a store that has a station which cooks has a default one.
CREATE FUNCTION keep_default_station() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_store int := CASE WHEN TG_OP = 'DELETE' THEN OLD.store_id ELSE NEW.store_id END;
BEGIN
  IF NOT EXISTS (SELECT FROM station WHERE store_id = of_store AND is_default)
     AND EXISTS (SELECT FROM station WHERE store_id = of_store AND archived_at IS NULL AND NOT is_expo) THEN
    PERFORM default_station(of_store);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER default_is_kept AFTER INSERT OR UPDATE OR DELETE ON station
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_default_station();

-- A station is where its dishes are: it stays in its store, and is closed, not deleted, once anything was ordered there.
CREATE FUNCTION keep_station() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'a station stays in its store' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM order_line WHERE store_id = OLD.store_id AND OLD.id = ANY (station_ids)) THEN
    RAISE EXCEPTION 'station % has dishes of orders: close it', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER stays_in_store BEFORE UPDATE OF store_id ON station
  FOR EACH ROW WHEN (NEW.store_id <> OLD.store_id) EXECUTE FUNCTION keep_station();
CREATE TRIGGER stays_with_its_dishes BEFORE DELETE ON station FOR EACH ROW EXECUTE FUNCTION keep_station();

-- A dish is made where its own store cooks.
CREATE FUNCTION keep_dish_at_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM dish d JOIN station s ON s.store_id = d.store_id AND NOT s.is_expo
                  WHERE d.id = NEW.dish_id AND s.id = NEW.station_id) THEN
    RAISE EXCEPTION 'station % does not cook for the store of dish %', NEW.station_id, NEW.dish_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
DELETE FROM dish_station ds USING dish d, station s
 WHERE d.id = ds.dish_id AND s.id = ds.station_id AND (s.store_id <> d.store_id OR s.is_expo);
CREATE TRIGGER made_at_home BEFORE INSERT OR UPDATE ON dish_station
  FOR EACH ROW EXECUTE FUNCTION keep_dish_at_home();

-- Stores and lines from before: a kitchen without a default gets one, a line that stands nowhere stands there.
SELECT default_station(store_id) FROM station
 WHERE archived_at IS NULL AND NOT is_expo
 GROUP BY store_id
HAVING NOT EXISTS (SELECT FROM station d WHERE d.store_id = station.store_id AND d.is_default);
UPDATE order_line l SET station_ids = ARRAY[default_station(l.store_id)]
 WHERE NOT EXISTS (SELECT FROM station s WHERE s.id = ANY (l.station_ids) AND s.store_id = l.store_id);
UPDATE order_line SET station_ids = array_remove(station_ids, NULL) WHERE array_position(station_ids, NULL) IS NOT NULL;

ALTER TABLE order_line DROP CONSTRAINT order_line_has_station,
  ADD CONSTRAINT order_line_has_station
    CHECK (station_ids IS NOT NULL AND cardinality(station_ids) > 0 AND array_position(station_ids, NULL) IS NULL);
