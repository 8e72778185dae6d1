-- Money and points are integers of eight bytes: a bill is as large as it comes.

-- A column that a trigger names keeps its type: the trigger goes and comes back.
DROP TRIGGER points_are_moves ON member;

ALTER TABLE "manual_discount" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "maximum_cents" SET DATA TYPE BIGINT;

ALTER TABLE "store" ALTER COLUMN "rounding_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "per_head_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "cashier_discount_limit_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "cashier_refund_limit_cents" SET DATA TYPE BIGINT;

ALTER TABLE "member_level" ALTER COLUMN "minimum_points" SET DATA TYPE BIGINT;

ALTER TABLE "member" ALTER COLUMN "points" SET DATA TYPE BIGINT,
ALTER COLUMN "debt_points" SET DATA TYPE BIGINT,
ALTER COLUMN "lifetime_points" SET DATA TYPE BIGINT;

ALTER TABLE "points_entry" ALTER COLUMN "delta" SET DATA TYPE BIGINT,
ALTER COLUMN "debt_delta" SET DATA TYPE BIGINT,
ALTER COLUMN "points_after" SET DATA TYPE BIGINT,
ALTER COLUMN "debt_after" SET DATA TYPE BIGINT;

ALTER TABLE "reward" ALTER COLUMN "points" SET DATA TYPE BIGINT;

ALTER TABLE "coupon_offer" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "maximum_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "minimum_cents" SET DATA TYPE BIGINT;

ALTER TABLE "dish" ALTER COLUMN "price_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "promo_price_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "member_price_cents" SET DATA TYPE BIGINT;

ALTER TABLE "option" ALTER COLUMN "price_cents" SET DATA TYPE BIGINT;

ALTER TABLE "combo_choice" ALTER COLUMN "extra_cents" SET DATA TYPE BIGINT;

ALTER TABLE "customer_order" ALTER COLUMN "items_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "charges_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "discount_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "owed_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "paid_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "refunded_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "surplus_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "split_cents" SET DATA TYPE BIGINT;

ALTER TABLE "order_line" ALTER COLUMN "list_unit_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "unit_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "extra_unit_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "member_unit_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "total_cents" SET DATA TYPE BIGINT;

ALTER TABLE "order_adjustment" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

ALTER TABLE "payment" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT,
ALTER COLUMN "head_cents" SET DATA TYPE BIGINT;

ALTER TABLE "payment_share" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

ALTER TABLE "simulator_trade" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

ALTER TABLE "simulator_refund" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

ALTER TABLE "refund" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

ALTER TABLE "refund_line" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

ALTER TABLE "platform_move" ALTER COLUMN "amount_cents" SET DATA TYPE BIGINT;

CREATE CONSTRAINT TRIGGER points_are_moves AFTER INSERT OR UPDATE OF points, debt_points ON member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_are_moves();
