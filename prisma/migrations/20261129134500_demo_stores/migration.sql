-- AlterTable
ALTER TABLE "store" ADD COLUMN     "is_demo" BOOLEAN NOT NULL DEFAULT false;

-- What stands at the demo's stores so far, by the people it came with; who has put one of them out has made it a house of their own.
UPDATE store SET is_demo = true WHERE 3 = (
  SELECT count(*) FROM staff_post post JOIN staff person ON person.id = post.staff_id
   WHERE post.store_id = store.id AND person.disabled_at IS NULL
     AND person.login IN ('owner', 'manager', 'kitchen') AND person.login = post.role::text);

-- A house of one's own never becomes the demo, whose bills simulated money may pay.
CREATE FUNCTION refuse_demo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'store % is not the demo', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER demo_from_the_start BEFORE UPDATE OF is_demo ON store
  FOR EACH ROW WHEN (NEW.is_demo AND NOT OLD.is_demo) EXECUTE FUNCTION refuse_demo();
