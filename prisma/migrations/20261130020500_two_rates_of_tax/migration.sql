-- Two rates of tax: every dish, and every dish ordered so far, has the first, which is the store's of always.
CREATE TYPE "tax_class" AS ENUM ('standard', 'reduced');

ALTER TABLE "store" ADD COLUMN     "reduced_tax_basis_points" INTEGER;

ALTER TABLE "dish" ADD COLUMN     "tax_class" "tax_class" NOT NULL DEFAULT 'standard';

ALTER TABLE "order_line" ADD COLUMN     "tax_class" "tax_class" NOT NULL DEFAULT 'standard';

-- What a member spent in all outgrows 32 bits where a currency counts in thousands (VND).
ALTER TABLE "member" ALTER COLUMN "total_spent_cents" SET DATA TYPE BIGINT;

ALTER TABLE "store"
  ADD CONSTRAINT "store_reduced_tax" CHECK ("reduced_tax_basis_points" BETWEEN 0 AND 10000);
