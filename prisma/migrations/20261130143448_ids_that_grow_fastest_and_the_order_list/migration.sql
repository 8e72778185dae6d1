-- A page of the order list is read from an index, and a bill that changes often takes many ids.

DROP INDEX "customer_order_store_id_business_day_idx";
CREATE INDEX "customer_order_store_id_business_day_id_idx" ON "customer_order"("store_id", "business_day", "id");

DROP INDEX "customer_order_store_id_state_idx";
CREATE INDEX "customer_order_store_id_state_id_idx" ON "customer_order"("store_id", "state", "id");

ALTER TABLE "order_adjustment" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "order_adjustment_id_seq" AS BIGINT;
