-- A drawer's shift, sums of days and when a dish came into a cart: no screen ever wrote or read them.

DROP TABLE "day_rollup";
DROP TABLE "shift";
ALTER TABLE "cart_line" DROP COLUMN "added_at";
