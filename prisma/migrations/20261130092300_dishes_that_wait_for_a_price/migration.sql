-- A dish may be priced by its weight (its prices are then for so many grams), or at the market's price, said for a day or at
-- the table; a line of it waits until somebody says it, and an order counts what waits. No dish is so, and nothing waits, so far.
ALTER TABLE "dish" ADD COLUMN     "is_market_price" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "market_cents" BIGINT,
ADD COLUMN     "market_until" TIMESTAMPTZ(3),
ADD COLUMN     "per_grams" INTEGER;

ALTER TABLE "customer_order" ADD COLUMN     "awaited" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "order_line" ADD COLUMN     "grams" INTEGER,
ADD COLUMN     "is_priced" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "rate" JSONB;

ALTER TABLE "dish"
  ADD CONSTRAINT "dish_per_grams" CHECK ("per_grams" IN (50, 100, 500, 1000)),
  ADD CONSTRAINT "dish_market_price" CHECK ("market_cents" IS NULL OR ("market_cents" > 0 AND "is_market_price")),
  ADD CONSTRAINT "dish_market_price_ends" CHECK (("market_cents" IS NULL) = ("market_until" IS NULL));
-- Nothing is settled that somebody still has to weigh.
ALTER TABLE "customer_order"
  ADD CONSTRAINT "order_awaited" CHECK ("awaited" >= 0 AND ("settled_at" IS NULL OR "awaited" = 0));
ALTER TABLE "order_line"
  ADD CONSTRAINT "order_line_unpriced" CHECK ("is_priced" OR ("rate" IS NOT NULL AND "unit_cents" = 0)),
  ADD CONSTRAINT "order_line_weighed" CHECK ("rate" ->> 'perGrams' IS NULL OR ("quantity" = 1 AND "is_priced" = ("grams" IS NOT NULL))),
  ADD CONSTRAINT "order_line_grams" CHECK ("grams" IS NULL OR ("grams" BETWEEN 1 AND 100000 AND "rate" ->> 'perGrams' IS NOT NULL));
