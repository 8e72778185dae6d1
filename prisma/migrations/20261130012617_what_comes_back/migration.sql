-- AlterTable
ALTER TABLE "member" ADD COLUMN     "debt_points" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "points_entry" ADD COLUMN     "debt_after" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "debt_delta" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "coupon" ADD COLUMN     "last_day" DATE,
ADD COLUMN     "returned_at" TIMESTAMPTZ(3),
ADD COLUMN     "returned_from_id" INTEGER;

-- CreateIndex
CREATE INDEX "coupon_returned_from_id_idx" ON "coupon"("returned_from_id");

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_returned_from_id_fkey" FOREIGN KEY ("returned_from_id") REFERENCES "customer_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A balance never falls below nothing: what is missing is a debt, and nobody has points and a debt.
ALTER TABLE member DROP CONSTRAINT member_points_not_negative;
ALTER TABLE member
  ADD CONSTRAINT member_points_not_negative CHECK (points >= 0 AND debt_points >= 0 AND lifetime_points >= 0),
  ADD CONSTRAINT member_points_or_debt CHECK (points = 0 OR debt_points = 0);
ALTER TABLE points_entry DROP CONSTRAINT points_entry_moves, DROP CONSTRAINT points_entry_sign;
ALTER TABLE points_entry
  ADD CONSTRAINT points_entry_moves CHECK (
    delta <> debt_delta AND points_after >= 0 AND debt_after >= 0 AND (points_after = 0 OR debt_after = 0)),
  ADD CONSTRAINT points_entry_sign CHECK (
    (reason = 'earned' AND delta >= 0 AND debt_delta <= 0) OR (reason = 'reversed' AND delta <= 0 AND debt_delta >= 0)
    OR (reason = 'redeemed' AND delta < 0 AND debt_delta = 0) OR reason = 'adjusted');
ALTER TABLE coupon
  ADD CONSTRAINT coupon_came_back CHECK ((returned_from_id IS NULL) = (returned_at IS NULL)),
  ADD CONSTRAINT coupon_in_one_place CHECK (order_id IS NULL OR returned_from_id IS NULL);

-- Where a balance and its ledger say different things, the ledger catches up, so that it can go on from there.
INSERT INTO points_entry (member_id, delta, reason, note, points_after, created_at)
SELECT m.id, m.points - COALESCE(e.points_after, 0), 'adjusted', '', m.points, now()
  FROM member m
  LEFT JOIN LATERAL (SELECT points_after FROM points_entry WHERE member_id = m.id ORDER BY id DESC LIMIT 1) e ON true
 WHERE m.points <> COALESCE(e.points_after, 0);

-- A bill that is being corrected is not settled: its coupon lies on it and is not used up, and it is no visit until it is settled again.
UPDATE coupon c SET used_at = NULL FROM customer_order o WHERE o.id = c.order_id AND o.settled_at IS NULL AND c.used_at IS NOT NULL;
UPDATE member m SET total_orders = GREATEST(0, m.total_orders - o.running)
  FROM (SELECT member_id, count(*)::int AS running FROM customer_order
         WHERE reopened_at IS NOT NULL AND settled_at IS NULL AND member_id IS NOT NULL GROUP BY member_id) o
 WHERE o.member_id = m.id;

-- At the end of a transaction each entry goes on where the one before ended, and the member has what the last one says: so points and
-- debt are the sums of their moves.
CREATE FUNCTION points_are_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  the_member int;
  before record;
  last_entry record;
  balance record;
BEGIN
  IF TG_TABLE_NAME = 'points_entry' THEN
    the_member := NEW.member_id;
    SELECT points_after, debt_after INTO before FROM points_entry
     WHERE member_id = the_member AND id < NEW.id ORDER BY id DESC LIMIT 1;
    IF NEW.points_after <> COALESCE(before.points_after, 0) + NEW.delta
       OR NEW.debt_after <> COALESCE(before.debt_after, 0) + NEW.debt_delta THEN
      RAISE EXCEPTION 'points entry % does not go on where the one before ended', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  ELSE
    the_member := NEW.id;
  END IF;
  SELECT points, debt_points INTO balance FROM member WHERE id = the_member;
  SELECT points_after, debt_after INTO last_entry FROM points_entry WHERE member_id = the_member ORDER BY id DESC LIMIT 1;
  IF balance.points <> COALESCE(last_entry.points_after, 0) OR balance.debt_points <> COALESCE(last_entry.debt_after, 0) THEN
    RAISE EXCEPTION 'points of member % are not what the ledger says', the_member USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER points_are_moves AFTER INSERT ON points_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_are_moves();
CREATE CONSTRAINT TRIGGER points_are_moves AFTER INSERT OR UPDATE OF points, debt_points ON member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_are_moves();
