-- AlterTable
ALTER TABLE "customer_order" ADD COLUMN     "fixed_rules" JSONB;

-- Who settles what costs nothing looks every second.
CREATE INDEX customer_order_free ON customer_order (id)
  WHERE mode = 'pay_first' AND state = 'pending' AND settled_at IS NULL AND owed_cents = 0;
