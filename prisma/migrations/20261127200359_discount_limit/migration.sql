-- AlterTable
ALTER TABLE "manual_discount" ADD COLUMN     "maximum_cents" INTEGER;
ALTER TABLE "manual_discount" ADD CONSTRAINT "manual_discount_limit_not_negative" CHECK ("maximum_cents" >= 0);
