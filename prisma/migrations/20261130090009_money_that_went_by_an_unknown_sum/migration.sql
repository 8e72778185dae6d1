-- AlterTable
ALTER TABLE "platform_move" ADD COLUMN     "is_amount_known" BOOLEAN NOT NULL DEFAULT true;

-- WeChat's REFUND says that something went back and not how much; what was assumed is to be said.
UPDATE "platform_move" SET "is_amount_known" = false WHERE "mark" = 'trade' AND "number" = '' AND "state" = 'open';
