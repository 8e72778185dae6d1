-- CreateEnum
CREATE TYPE "manual_discount_kind" AS ENUM ('amount_off', 'percent_off', 'gift');

-- CreateEnum
CREATE TYPE "printer_purpose" AS ENUM ('receipt', 'kitchen');

-- CreateEnum
CREATE TYPE "print_job_state" AS ENUM ('queued', 'printed', 'failed');

-- CreateEnum
CREATE TYPE "print_job_kind" AS ENUM ('receipt', 'slip', 'test');

-- CreateEnum
CREATE TYPE "split_kind" AS ENUM ('whole', 'items', 'person', 'even', 'amount');

-- AlterEnum
ALTER TYPE "adjustment_kind" ADD VALUE 'tax';

-- DropForeignKey
ALTER TABLE "reward" DROP CONSTRAINT "reward_offer_id_fkey";

-- AlterTable
ALTER TABLE "brand" ADD COLUMN     "points_per_yuan" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "store" ADD COLUMN     "cashier_discount_limit_cents" INTEGER DEFAULT 5000,
ADD COLUMN     "cashier_refund_limit_cents" INTEGER DEFAULT 50000,
ADD COLUMN     "is_tax_added" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "receipt_footer" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "receipt_header" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "service_basis_points" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tax_basis_points" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "guest" ADD COLUMN     "member_proven_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "points_entry" ADD COLUMN     "reward_id" INTEGER;

-- AlterTable

-- AlterTable
ALTER TABLE "coupon_offer" ADD COLUMN     "dish_name" TEXT,
ADD COLUMN     "issued" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "maximum_cents" INTEGER,
ADD COLUMN     "per_member" INTEGER,
ADD COLUMN     "total" INTEGER,
ADD COLUMN     "valid_days" INTEGER;

-- A dish that points buy is a gift coupon for it.
ALTER TABLE "coupon_offer" ADD COLUMN "from_reward_id" INTEGER;
INSERT INTO "coupon_offer" ("brand_id", "kind", "name", "name_en", "dish_name", "from_reward_id")
SELECT "brand_id", 'gift', "name", "name_en", "dish_name", "id" FROM "reward" WHERE "offer_id" IS NULL;
UPDATE "reward" r SET "offer_id" = o."id" FROM "coupon_offer" o WHERE o."from_reward_id" = r."id";
ALTER TABLE "coupon_offer" DROP COLUMN "from_reward_id";

-- AlterTable
ALTER TABLE "reward" DROP COLUMN "dish_name",
ADD COLUMN     "sort" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "offer_id" SET NOT NULL;

-- AlterTable
ALTER TABLE "coupon" ADD COLUMN     "entry_id" INTEGER,
ADD COLUMN     "idempotency_key" TEXT,
ADD COLUMN     "staff_id" INTEGER,
ADD COLUMN     "voided_at" TIMESTAMPTZ(3);
UPDATE "coupon" SET "idempotency_key" = "code";
ALTER TABLE "coupon" ALTER COLUMN "idempotency_key" SET NOT NULL;
UPDATE "coupon_offer" o SET "issued" = (SELECT count(*) FROM "coupon" c WHERE c."offer_id" = o."id");

-- AlterTable
ALTER TABLE "customer_order" ADD COLUMN     "receipt_token" TEXT,
ADD COLUMN     "reopened_at" TIMESTAMPTZ(3),
ADD COLUMN     "split_ways" INTEGER;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "list_unit_cents" INTEGER,
ADD COLUMN     "member_unit_cents" INTEGER;
UPDATE "order_line" SET "list_unit_cents" = "unit_cents";
ALTER TABLE "order_line" ALTER COLUMN "list_unit_cents" SET NOT NULL;

-- AlterTable
ALTER TABLE "order_adjustment" ADD COLUMN     "coupon_id" INTEGER,
ADD COLUMN     "discount_id" INTEGER,
ADD COLUMN     "reason_en" TEXT;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "account_id" INTEGER,
ADD COLUMN     "asks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "door_url" TEXT,
ADD COLUMN     "provider_ref" TEXT,
ADD COLUMN     "split_kind" "split_kind" NOT NULL DEFAULT 'whole';

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "fail_reason" TEXT,
ADD COLUMN     "wish_key" TEXT;

-- CreateTable
CREATE TABLE "one_time_code" (
    "id" SERIAL NOT NULL,
    "brand_id" INTEGER NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "manual_discount" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    "line_id" INTEGER,
    "kind" "manual_discount_kind" NOT NULL,
    "amount_cents" INTEGER NOT NULL DEFAULT 0,
    "pay_basis_points" INTEGER NOT NULL DEFAULT 10000,
    "reason" TEXT NOT NULL,
    "staff_id" INTEGER,
    "idempotency_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_id" INTEGER,

    CONSTRAINT "manual_discount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "printer" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" "printer_purpose" NOT NULL,
    "station_id" INTEGER,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL DEFAULT 9100,
    "width_mm" INTEGER NOT NULL DEFAULT 80,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "printer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "print_job" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "printer_id" INTEGER NOT NULL,
    "kind" "print_job_kind" NOT NULL,
    "order_id" INTEGER,
    "round_id" INTEGER,
    "copy" INTEGER NOT NULL DEFAULT 1,
    "bytes" BYTEA NOT NULL,
    "state" "print_job_state" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "staff_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "print_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_account" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "method" "payment_method" NOT NULL,
    "provider" TEXT NOT NULL,
    "merchant" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secret_name" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_line" (
    "id" SERIAL NOT NULL,
    "refund_id" INTEGER NOT NULL,
    "line_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "amount_cents" INTEGER NOT NULL,

    CONSTRAINT "refund_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulator_refund" (
    "reference" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "state" "simulator_trade_state" NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "simulator_refund_pkey" PRIMARY KEY ("reference")
);

-- CreateTable
CREATE TABLE "simulator_callback" (
    "id" SERIAL NOT NULL,
    "token" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "simulator_callback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "one_time_code_brand_id_phone_hash_idx" ON "one_time_code"("brand_id", "phone_hash");

-- CreateIndex
CREATE INDEX "one_time_code_expires_at_idx" ON "one_time_code"("expires_at");

-- CreateIndex
CREATE INDEX "manual_discount_order_id_idx" ON "manual_discount"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "manual_discount_store_id_idempotency_key_key" ON "manual_discount"("store_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "printer_store_id_idx" ON "printer"("store_id");

-- CreateIndex
CREATE INDEX "print_job_store_id_state_next_at_idx" ON "print_job"("store_id", "state", "next_at");

-- CreateIndex
CREATE INDEX "print_job_order_id_idx" ON "print_job"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "print_job_printer_id_idempotency_key_key" ON "print_job"("printer_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "payment_account_store_id_idx" ON "payment_account"("store_id");

-- CreateIndex
CREATE INDEX "refund_line_line_id_idx" ON "refund_line"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_line_refund_id_line_id_key" ON "refund_line"("refund_id", "line_id");

-- CreateIndex
CREATE INDEX "simulator_refund_token_idx" ON "simulator_refund"("token");

-- CreateIndex
CREATE INDEX "simulator_callback_due_at_idx" ON "simulator_callback"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "coupon_member_id_idempotency_key_key" ON "coupon"("member_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "customer_order_receipt_token_key" ON "customer_order"("receipt_token");

-- AddForeignKey
ALTER TABLE "points_entry" ADD CONSTRAINT "points_entry_reward_id_fkey" FOREIGN KEY ("reward_id") REFERENCES "reward"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "coupon_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "points_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_code" ADD CONSTRAINT "one_time_code_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manual_discount" ADD CONSTRAINT "manual_discount_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manual_discount" ADD CONSTRAINT "manual_discount_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manual_discount" ADD CONSTRAINT "manual_discount_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "printer" ADD CONSTRAINT "printer_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "printer" ADD CONSTRAINT "printer_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "print_job" ADD CONSTRAINT "print_job_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "print_job" ADD CONSTRAINT "print_job_printer_id_fkey" FOREIGN KEY ("printer_id") REFERENCES "printer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "print_job" ADD CONSTRAINT "print_job_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_account" ADD CONSTRAINT "payment_account_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "payment_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_share" ADD CONSTRAINT "payment_share_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulator_refund" ADD CONSTRAINT "simulator_refund_token_fkey" FOREIGN KEY ("token") REFERENCES "simulator_trade"("token") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulator_callback" ADD CONSTRAINT "simulator_callback_token_fkey" FOREIGN KEY ("token") REFERENCES "simulator_trade"("token") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must hold even against a bug.
ALTER TABLE "brand" ADD CONSTRAINT "brand_points_per_yuan" CHECK ("points_per_yuan" BETWEEN 0 AND 100);
ALTER TABLE "store"
  ADD CONSTRAINT "store_charges" CHECK ("service_basis_points" BETWEEN 0 AND 10000 AND "tax_basis_points" BETWEEN 0 AND 10000);
ALTER TABLE "order_line"
  ADD CONSTRAINT "order_line_prices_not_negative" CHECK ("list_unit_cents" >= 0 AND "member_unit_cents" >= 0);
ALTER TABLE "manual_discount"
  ADD CONSTRAINT "manual_discount_worth" CHECK ("amount_cents" >= 0 AND "pay_basis_points" BETWEEN 0 AND 10000
    AND ("kind" <> 'gift' OR "line_id" IS NOT NULL));
ALTER TABLE "coupon_offer"
  ADD CONSTRAINT "coupon_offer_worth" CHECK ("amount_cents" >= 0 AND "minimum_cents" >= 0 AND "maximum_cents" >= 0
    AND "pay_basis_points" BETWEEN 0 AND 10000 AND ("kind" <> 'gift' OR "dish_name" IS NOT NULL)),
  ADD CONSTRAINT "coupon_offer_within_total" CHECK ("issued" >= 0 AND ("total" IS NULL OR "issued" <= "total"));
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_used_on_a_bill" CHECK ("used_at" IS NULL OR "order_id" IS NOT NULL);
-- one coupon per bill
CREATE UNIQUE INDEX "coupon_one_per_order" ON "coupon" ("order_id") WHERE "order_id" IS NOT NULL;
ALTER TABLE "printer" ADD CONSTRAINT "printer_paper" CHECK ("width_mm" IN (58, 80) AND "port" BETWEEN 1 AND 65535);
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_positive" CHECK ("quantity" >= 1 AND "amount_cents" >= 0);
ALTER TABLE "simulator_refund" ADD CONSTRAINT "simulator_refund_positive" CHECK ("amount_cents" > 0);
-- one account takes a store's payments of a method
CREATE UNIQUE INDEX "payment_account_one_enabled" ON "payment_account" ("store_id", "method")
  WHERE "is_enabled" AND "archived_at" IS NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "refund_line" FOR EACH ROW EXECUTE FUNCTION refuse_change();
