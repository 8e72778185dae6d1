-- CreateEnum
CREATE TYPE "simulator_trade_state" AS ENUM ('open', 'paid', 'declined', 'closed');

-- CreateTable
CREATE TABLE "simulator_trade" (
    "token" TEXT NOT NULL,
    "merchant" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "state" "simulator_trade_state" NOT NULL DEFAULT 'open',
    "transaction_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "simulator_trade_pkey" PRIMARY KEY ("token")
);

-- CreateIndex
CREATE UNIQUE INDEX "simulator_trade_transaction_id_key" ON "simulator_trade"("transaction_id");
