-- AlterTable
ALTER TABLE "order_adjustment" ADD COLUMN     "parts" JSONB;
