-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "wish_hash" TEXT;

-- CreateIndex
CREATE INDEX "refund_store_id_wish_key_idx" ON "refund"("store_id", "wish_key");
