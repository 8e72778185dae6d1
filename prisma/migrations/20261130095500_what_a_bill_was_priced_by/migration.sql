-- AlterTable
ALTER TABLE "customer_order" ADD COLUMN     "priced_rules" JSONB;
