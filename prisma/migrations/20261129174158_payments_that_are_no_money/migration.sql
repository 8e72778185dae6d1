-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "is_simulated" BOOLEAN NOT NULL DEFAULT false;

-- What the simulator carried, and what went through an account in Stripe's test mode.
UPDATE payment SET is_simulated = true WHERE provider = 'simulator';
UPDATE payment p SET is_simulated = true
  FROM payment_account a
 WHERE a.id = p.account_id AND a.provider = 'stripe' AND a.settings ->> 'isLive' = 'false';

-- The simulator never carries money, whoever writes the row; and what a payment is does not change after it began.
CREATE FUNCTION simulated_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.is_simulated := NEW.is_simulated OR NEW.provider = 'simulator';
  ELSIF NEW.provider <> OLD.provider THEN
    NEW.is_simulated := NEW.provider = 'simulator';
  ELSIF NEW.is_simulated IS DISTINCT FROM OLD.is_simulated THEN
    RAISE EXCEPTION 'whether a payment is simulated is said when it begins';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER simulated_for_good BEFORE INSERT OR UPDATE OF provider, is_simulated ON payment
  FOR EACH ROW EXECUTE FUNCTION simulated_for_good();
