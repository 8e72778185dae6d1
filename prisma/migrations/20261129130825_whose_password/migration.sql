-- AlterTable
ALTER TABLE "staff" ADD COLUMN     "has_demo_password" BOOLEAN NOT NULL DEFAULT false;

-- The people of the demo, by the logins its seed gives them. Whoever of them has a password of their own by now is let off at
-- the next start, when the server can try.
UPDATE staff SET has_demo_password = true
 WHERE login IN ('owner', 'manager', 'waiter', 'waiter2', 'cashier', 'kitchen');

-- Only the seed's INSERT says that a password is the demo's: any other password is somebody's own.
CREATE FUNCTION own_password() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.has_demo_password := NEW.has_demo_password AND OLD.has_demo_password
    AND NEW.password_hash = OLD.password_hash;
  RETURN NEW;
END $$;
CREATE TRIGGER own_password BEFORE UPDATE OF password_hash, has_demo_password ON staff
  FOR EACH ROW EXECUTE FUNCTION own_password();

-- Whoever is disabled or gets another password is out, and no session of before ever comes back.
CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staff_session SET ended_at = now() WHERE staff_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER end_sessions AFTER UPDATE OF disabled_at, password_hash ON staff FOR EACH ROW
  WHEN ((OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL)
     OR OLD.password_hash IS DISTINCT FROM NEW.password_hash)
  EXECUTE FUNCTION end_sessions();
UPDATE staff_session SET ended_at = now()
 WHERE ended_at IS NULL AND staff_id IN (SELECT id FROM staff WHERE disabled_at IS NOT NULL);

-- Real money and a password that anybody can read do not go together: where an account is enabled, or somebody gets a post beside
-- one, the demo's sessions end. The rows are locked first, so that a sign-in under way is either seen here or sees the account.
CREATE FUNCTION end_demo_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM staff s WHERE s.has_demo_password AND EXISTS (
    SELECT FROM staff_post p JOIN payment_account a ON a.store_id = p.store_id
     WHERE p.staff_id = s.id AND a.is_enabled AND a.archived_at IS NULL)
   ORDER BY s.id FOR UPDATE;
  UPDATE staff_session SET ended_at = now()
   WHERE ended_at IS NULL AND staff_id IN (
     SELECT s.id FROM staff s
       JOIN staff_post p ON p.staff_id = s.id
       JOIN payment_account a ON a.store_id = p.store_id AND a.is_enabled AND a.archived_at IS NULL
      WHERE s.has_demo_password);
  RETURN NULL;
END $$;
CREATE TRIGGER end_demo_sessions AFTER INSERT OR UPDATE ON payment_account
  FOR EACH STATEMENT EXECUTE FUNCTION end_demo_sessions();
CREATE TRIGGER end_demo_sessions AFTER INSERT OR UPDATE ON staff_post
  FOR EACH STATEMENT EXECUTE FUNCTION end_demo_sessions();
UPDATE staff_session SET ended_at = now()
 WHERE ended_at IS NULL AND staff_id IN (
   SELECT s.id FROM staff s
     JOIN staff_post p ON p.staff_id = s.id
     JOIN payment_account a ON a.store_id = p.store_id AND a.is_enabled AND a.archived_at IS NULL
    WHERE s.has_demo_password);
