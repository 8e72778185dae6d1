-- Who may change what belongs to a whole brand.
-- CreateTable
CREATE TABLE "brand_right" (
    "staff_id" INTEGER NOT NULL,
    "brand_id" INTEGER NOT NULL,

    CONSTRAINT "brand_right_pkey" PRIMARY KEY ("staff_id","brand_id")
);

-- CreateIndex
CREATE INDEX "brand_right_brand_id_idx" ON "brand_right"("brand_id");

-- AddForeignKey
ALTER TABLE "brand_right" ADD CONSTRAINT "brand_right_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_right" ADD CONSTRAINT "brand_right_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who owned a store of it could change all of it up to now; where nobody does, who manages one.
INSERT INTO "brand_right" ("staff_id", "brand_id")
SELECT DISTINCT r.staff_id, s.brand_id
  FROM staff_role r
  JOIN store s ON s.id = r.store_id
  JOIN staff p ON p.id = r.staff_id AND p.disabled_at IS NULL
 WHERE r.role = 'owner'
    OR (r.role = 'manager' AND NOT EXISTS (
         SELECT FROM staff_role o
           JOIN store x ON x.id = o.store_id
           JOIN staff q ON q.id = o.staff_id AND q.disabled_at IS NULL
          WHERE o.role = 'owner' AND x.brand_id = s.brand_id));
