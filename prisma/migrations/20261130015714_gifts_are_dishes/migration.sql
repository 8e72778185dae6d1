-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "extra_unit_cents" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "offer_dish" (
    "offer_id" INTEGER NOT NULL,
    "dish_id" INTEGER NOT NULL,

    CONSTRAINT "offer_dish_pkey" PRIMARY KEY ("offer_id","dish_id")
);

-- CreateIndex
CREATE INDEX "offer_dish_dish_id_idx" ON "offer_dish"("dish_id");

-- AddForeignKey
ALTER TABLE "offer_dish" ADD CONSTRAINT "offer_dish_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "coupon_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_dish" ADD CONSTRAINT "offer_dish_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A gift was bound by name: it is for the dishes that are called so now, in each store of the brand.
INSERT INTO offer_dish (offer_id, dish_id)
SELECT f.id, d.id FROM coupon_offer f JOIN store s ON s.brand_id = f.brand_id
  JOIN dish d ON d.store_id = s.id AND d.name = f.dish_name AND d.archived_at IS NULL
 WHERE f.kind = 'gift';
ALTER TABLE coupon_offer DROP COLUMN dish_name;

-- What paid choices are of a price, from the choices as they are kept.
UPDATE order_line l SET extra_unit_cents = LEAST(l.unit_cents, x.cents)
  FROM (SELECT o.id, sum((c ->> 'priceCents')::int * (c ->> 'quantity')::int)::int AS cents
          FROM order_line o CROSS JOIN LATERAL jsonb_array_elements(o.choices) c
         WHERE (c ->> 'priceCents')::int > 0 GROUP BY o.id) x
 WHERE x.id = l.id;
ALTER TABLE order_line ADD CONSTRAINT order_line_extra_is_of_unit CHECK (extra_unit_cents BETWEEN 0 AND unit_cents);
