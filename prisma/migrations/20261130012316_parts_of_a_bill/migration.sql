-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "head_cents" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "payment_share" ADD COLUMN     "of" INTEGER,
ADD COLUMN     "quantity" INTEGER;

ALTER TABLE payment ADD CONSTRAINT payment_heads_within_amount CHECK (head_cents BETWEEN 0 AND amount_cents);
ALTER TABLE payment_share ADD CONSTRAINT payment_share_within_line CHECK (quantity BETWEEN 1 AND "of");
