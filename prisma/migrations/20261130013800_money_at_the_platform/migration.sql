-- CreateEnum
CREATE TYPE "platform_move_kind" AS ENUM ('refund', 'chargeback');

-- CreateEnum
CREATE TYPE "platform_move_state" AS ENUM ('open', 'booked', 'returned');

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "is_open_there" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "is_in_cash" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_number_dead" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "refusals" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "platform_move" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "kind" "platform_move_kind" NOT NULL,
    "number" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "transaction_id" TEXT NOT NULL DEFAULT '',
    "state" "platform_move_state" NOT NULL DEFAULT 'open',
    "refund_id" INTEGER,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "platform_move_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "platform_move_refund_id_key" ON "platform_move"("refund_id");

-- CreateIndex
CREATE INDEX "platform_move_store_id_state_idx" ON "platform_move"("store_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "platform_move_payment_id_kind_mark_key" ON "platform_move"("payment_id", "kind", "mark");

-- AddForeignKey
ALTER TABLE "platform_move" ADD CONSTRAINT "platform_move_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_move" ADD CONSTRAINT "platform_move_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_move" ADD CONSTRAINT "platform_move_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What moves is more than nothing.
ALTER TABLE "platform_move" ADD CONSTRAINT "platform_move_amount" CHECK ("amount_cents" > 0);

-- Those that the sweep still has to tell of their end: a handful at most.
CREATE INDEX "payment_open_there" ON "payment" ("closed_at") WHERE "is_open_there";
