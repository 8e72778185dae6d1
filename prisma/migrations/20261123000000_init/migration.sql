-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'manager', 'waiter', 'cashier', 'kitchen');

-- CreateEnum
CREATE TYPE "dish_kind" AS ENUM ('single', 'combo');

-- CreateEnum
CREATE TYPE "option_kind" AS ENUM ('size', 'preparation', 'extra');

-- CreateEnum
CREATE TYPE "stock_reason" AS ENUM ('set', 'sold', 'returned', 'sold_out', 'back');

-- CreateEnum
CREATE TYPE "points_reason" AS ENUM ('earned', 'reversed', 'redeemed', 'adjusted');

-- CreateEnum
CREATE TYPE "reward_kind" AS ENUM ('coupon', 'dish');

-- CreateEnum
CREATE TYPE "coupon_kind" AS ENUM ('amount_off', 'percent_off', 'gift');

-- CreateEnum
CREATE TYPE "order_mode" AS ENUM ('eat_first', 'pay_first');

-- CreateEnum
CREATE TYPE "order_state" AS ENUM ('pending', 'confirmed', 'preparing', 'serving', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "round_state" AS ENUM ('pending', 'confirmed', 'rejected');

-- CreateEnum
CREATE TYPE "line_state" AS ENUM ('held', 'queued', 'cooking', 'ready', 'served', 'voided');

-- CreateEnum
CREATE TYPE "adjustment_kind" AS ENUM ('per_head', 'service_charge', 'promotion', 'member', 'coupon', 'points', 'manual', 'rounding');

-- CreateEnum
CREATE TYPE "payment_method" AS ENUM ('wechat', 'alipay', 'cash', 'credit_card');

-- CreateEnum
CREATE TYPE "payment_state" AS ENUM ('pending', 'succeeded', 'failed', 'expired', 'cancelled');

-- CreateEnum
CREATE TYPE "refund_state" AS ENUM ('pending', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "callback_verdict" AS ENUM ('accepted', 'repeated', 'late', 'refused');

-- CreateEnum
CREATE TYPE "service_kind" AS ENUM ('call', 'bill', 'hurry', 'cash');

-- CreateTable
CREATE TABLE "brand" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store" (
    "id" SERIAL NOT NULL,
    "brand_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "address" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "time_zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "day_ends_at_hour" INTEGER NOT NULL DEFAULT 4,
    "order_mode" "order_mode" NOT NULL DEFAULT 'eat_first',
    "is_auto_confirming" BOOLEAN NOT NULL DEFAULT false,
    "rounding_cents" INTEGER NOT NULL DEFAULT 1,
    "per_head_cents" INTEGER NOT NULL DEFAULT 0,
    "payment_expires_minutes" INTEGER NOT NULL DEFAULT 15,
    "promised_minutes" INTEGER NOT NULL DEFAULT 15,
    "late_after_minutes" INTEGER NOT NULL DEFAULT 10,
    "is_busy" BOOLEAN NOT NULL DEFAULT false,
    "event_seq" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "store_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "seq" BIGINT,
    "type" TEXT NOT NULL,
    "rooms" TEXT[],
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "parked_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" SERIAL NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "pin_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_post" (
    "staff_id" INTEGER NOT NULL,
    "store_id" INTEGER NOT NULL,
    "role" "role" NOT NULL,

    CONSTRAINT "staff_post_pkey" PRIMARY KEY ("staff_id","store_id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "device_id" INTEGER,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "paired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "schedule_id" INTEGER,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "sort" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dish" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "kind" "dish_kind" NOT NULL DEFAULT 'single',
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "description_en" TEXT,
    "pinyin" TEXT NOT NULL DEFAULT '',
    "price_cents" INTEGER NOT NULL,
    "promo_price_cents" INTEGER,
    "member_price_cents" INTEGER,
    "picture" TEXT,
    "spiciness" INTEGER NOT NULL DEFAULT 0,
    "allergens" TEXT[],
    "diet_tags" TEXT[],
    "is_signature" BOOLEAN NOT NULL DEFAULT false,
    "promised_minutes" INTEGER,
    "is_sold_out" BOOLEAN NOT NULL DEFAULT false,
    "sold_out_until" TIMESTAMPTZ(3),
    "stock" INTEGER,
    "sort" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "dish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "option_group" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "kind" "option_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "minimum" INTEGER NOT NULL DEFAULT 0,
    "maximum" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "option_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "option" (
    "id" SERIAL NOT NULL,
    "group_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "price_cents" INTEGER NOT NULL DEFAULT 0,
    "maximum_quantity" INTEGER NOT NULL DEFAULT 1,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_sold_out" BOOLEAN NOT NULL DEFAULT false,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "option_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dish_option_group" (
    "dish_id" INTEGER NOT NULL,
    "group_id" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "dish_option_group_pkey" PRIMARY KEY ("dish_id","group_id")
);

-- CreateTable
CREATE TABLE "combo_slot" (
    "id" SERIAL NOT NULL,
    "combo_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "minimum" INTEGER NOT NULL DEFAULT 1,
    "maximum" INTEGER NOT NULL DEFAULT 1,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "combo_slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "combo_choice" (
    "slot_id" INTEGER NOT NULL,
    "dish_id" INTEGER NOT NULL,
    "extra_cents" INTEGER NOT NULL DEFAULT 0,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "combo_choice_pkey" PRIMARY KEY ("slot_id","dish_id")
);

-- CreateTable
CREATE TABLE "station" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_expo" BOOLEAN NOT NULL DEFAULT false,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "station_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dish_station" (
    "dish_id" INTEGER NOT NULL,
    "station_id" INTEGER NOT NULL,

    CONSTRAINT "dish_station_pkey" PRIMARY KEY ("dish_id","station_id")
);

-- CreateTable
CREATE TABLE "menu_schedule" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "weekdays" INTEGER[],
    "from_minute" INTEGER NOT NULL,
    "to_minute" INTEGER NOT NULL,

    CONSTRAINT "menu_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_move" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "dish_id" INTEGER NOT NULL,
    "delta" INTEGER NOT NULL,
    "reason" "stock_reason" NOT NULL,
    "line_id" INTEGER,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "area" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "order_mode" "order_mode",
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "area_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dining_table" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "area_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 4,
    "sort" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "dining_table_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sitting" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "party_size" INTEGER,
    "cart_version" INTEGER NOT NULL DEFAULT 1,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "sitting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sitting_table" (
    "id" SERIAL NOT NULL,
    "sitting_id" INTEGER NOT NULL,
    "table_id" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until_at" TIMESTAMPTZ(3),

    CONSTRAINT "sitting_table_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guest" (
    "id" SERIAL NOT NULL,
    "sitting_id" INTEGER NOT NULL,
    "member_id" INTEGER,
    "token_hash" BYTEA NOT NULL,
    "number" INTEGER NOT NULL,
    "nickname" TEXT,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_level" (
    "id" SERIAL NOT NULL,
    "brand_id" INTEGER NOT NULL,
    "level" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "minimum_points" INTEGER NOT NULL,
    "pay_basis_points" INTEGER NOT NULL,

    CONSTRAINT "member_level_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" SERIAL NOT NULL,
    "brand_id" INTEGER NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "phone_sealed" BYTEA NOT NULL,
    "phone_tail" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "lifetime_points" INTEGER NOT NULL DEFAULT 0,
    "total_spent_cents" INTEGER NOT NULL DEFAULT 0,
    "total_orders" INTEGER NOT NULL DEFAULT 0,
    "consented_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "points_entry" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "delta" INTEGER NOT NULL,
    "reason" "points_reason" NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "payment_id" INTEGER,
    "refund_id" INTEGER,
    "idempotency_key" TEXT,
    "points_after" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "points_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reward" (
    "id" SERIAL NOT NULL,
    "brand_id" INTEGER NOT NULL,
    "kind" "reward_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "points" INTEGER NOT NULL,
    "offer_id" INTEGER,
    "dish_name" TEXT,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "reward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupon_offer" (
    "id" SERIAL NOT NULL,
    "brand_id" INTEGER NOT NULL,
    "kind" "coupon_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "amount_cents" INTEGER NOT NULL DEFAULT 0,
    "pay_basis_points" INTEGER NOT NULL DEFAULT 10000,
    "minimum_cents" INTEGER NOT NULL DEFAULT 0,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "coupon_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupon" (
    "id" SERIAL NOT NULL,
    "offer_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "order_id" INTEGER,

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cart_line" (
    "id" SERIAL NOT NULL,
    "sitting_id" INTEGER NOT NULL,
    "guest_id" INTEGER NOT NULL,
    "dish_id" INTEGER NOT NULL,
    "choices" JSONB NOT NULL DEFAULT '[]',
    "quantity" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cart_wish" (
    "sitting_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "cart_wish_pkey" PRIMARY KEY ("sitting_id","key")
);

-- CreateTable
CREATE TABLE "customer_order" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sitting_id" INTEGER,
    "member_id" INTEGER,
    "staff_id" INTEGER,
    "number" TEXT NOT NULL,
    "business_day" DATE NOT NULL,
    "mode" "order_mode" NOT NULL,
    "state" "order_state" NOT NULL DEFAULT 'pending',
    "version" INTEGER NOT NULL DEFAULT 1,
    "table_name" TEXT NOT NULL DEFAULT '',
    "items_cents" INTEGER NOT NULL,
    "charges_cents" INTEGER NOT NULL DEFAULT 0,
    "discount_cents" INTEGER NOT NULL DEFAULT 0,
    "owed_cents" INTEGER NOT NULL,
    "paid_cents" INTEGER NOT NULL DEFAULT 0,
    "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    "surplus_cents" INTEGER NOT NULL DEFAULT 0,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    "sitting_id" INTEGER,
    "guest_id" INTEGER,
    "staff_id" INTEGER,
    "number" INTEGER NOT NULL,
    "state" "round_state" NOT NULL DEFAULT 'pending',
    "cart_version" INTEGER,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" INTEGER,
    "reject_reason" TEXT,

    CONSTRAINT "round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    "round_id" INTEGER NOT NULL,
    "dish_id" INTEGER NOT NULL,
    "guest_id" INTEGER,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "choices" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL DEFAULT '',
    "unit_cents" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "total_cents" INTEGER NOT NULL,
    "station_ids" INTEGER[],
    "promised_minutes" INTEGER NOT NULL,
    "state" "line_state" NOT NULL DEFAULT 'queued',
    "version" INTEGER NOT NULL DEFAULT 1,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ready_at" TIMESTAMPTZ(3),
    "served_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_adjustment" (
    "id" SERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "kind" "adjustment_kind" NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "staff_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_move" (
    "order_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "from_state" "order_state" NOT NULL,
    "to_state" "order_state" NOT NULL,
    "staff_id" INTEGER,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_move_pkey" PRIMARY KEY ("order_id","version")
);

-- CreateTable
CREATE TABLE "line_move" (
    "line_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "from_state" "line_state" NOT NULL,
    "to_state" "line_state" NOT NULL,
    "staff_id" INTEGER,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_move_pkey" PRIMARY KEY ("line_id","version")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    "member_id" INTEGER,
    "guest_id" INTEGER,
    "staff_id" INTEGER,
    "method" "payment_method" NOT NULL,
    "provider" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "state" "payment_state" NOT NULL DEFAULT 'pending',
    "version" INTEGER NOT NULL DEFAULT 1,
    "token" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL DEFAULT '',
    "transaction_id" TEXT,
    "business_day" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_share" (
    "id" SERIAL NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "line_id" INTEGER NOT NULL,
    "amount_cents" INTEGER NOT NULL,

    CONSTRAINT "payment_share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "amount_cents" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "refund_state" NOT NULL DEFAULT 'pending',
    "idempotency_key" TEXT NOT NULL,
    "provider_ref" TEXT,
    "business_day" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_callback" (
    "id" BIGSERIAL NOT NULL,
    "store_id" INTEGER,
    "payment_id" INTEGER,
    "provider" TEXT NOT NULL,
    "verdict" "callback_verdict" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_callback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_request" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "sitting_id" INTEGER NOT NULL,
    "table_id" INTEGER NOT NULL,
    "kind" "service_kind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" INTEGER,

    CONSTRAINT "service_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shift" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "float_cents" INTEGER NOT NULL DEFAULT 0,
    "counted_cents" INTEGER,
    "expected_cents" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "shift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "day_rollup" (
    "store_id" INTEGER NOT NULL,
    "business_day" DATE NOT NULL,
    "orders" INTEGER NOT NULL,
    "items_cents" INTEGER NOT NULL,
    "charges_cents" INTEGER NOT NULL,
    "discount_cents" INTEGER NOT NULL,
    "owed_cents" INTEGER NOT NULL,
    "paid_cents" INTEGER NOT NULL,
    "refunded_cents" INTEGER NOT NULL,
    "built_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "day_rollup_pkey" PRIMARY KEY ("store_id","business_day")
);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_event_store_id_seq_key" ON "outbox_event"("store_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "staff_login_key" ON "staff"("login");

-- CreateIndex
CREATE INDEX "staff_post_store_id_idx" ON "staff_post"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_token_hash_key" ON "staff_session"("token_hash");

-- CreateIndex
CREATE INDEX "staff_session_staff_id_idx" ON "staff_session"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_token_hash_key" ON "device"("token_hash");

-- CreateIndex
CREATE INDEX "device_store_id_idx" ON "device"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_token_hash_key" ON "api_key"("token_hash");

-- CreateIndex
CREATE INDEX "api_key_store_id_idx" ON "api_key"("store_id");

-- CreateIndex
CREATE INDEX "audit_entry_store_id_at_idx" ON "audit_entry"("store_id", "at");

-- CreateIndex
CREATE INDEX "category_store_id_sort_idx" ON "category"("store_id", "sort");

-- CreateIndex
CREATE INDEX "dish_store_id_category_id_sort_idx" ON "dish"("store_id", "category_id", "sort");

-- CreateIndex
CREATE INDEX "option_group_store_id_idx" ON "option_group"("store_id");

-- CreateIndex
CREATE INDEX "option_group_id_sort_idx" ON "option"("group_id", "sort");

-- CreateIndex
CREATE INDEX "dish_option_group_group_id_idx" ON "dish_option_group"("group_id");

-- CreateIndex
CREATE INDEX "combo_slot_combo_id_idx" ON "combo_slot"("combo_id");

-- CreateIndex
CREATE INDEX "combo_choice_dish_id_idx" ON "combo_choice"("dish_id");

-- CreateIndex
CREATE INDEX "station_store_id_idx" ON "station"("store_id");

-- CreateIndex
CREATE INDEX "dish_station_station_id_idx" ON "dish_station"("station_id");

-- CreateIndex
CREATE INDEX "menu_schedule_store_id_idx" ON "menu_schedule"("store_id");

-- CreateIndex
CREATE INDEX "stock_move_store_id_dish_id_id_idx" ON "stock_move"("store_id", "dish_id", "id");

-- CreateIndex
CREATE INDEX "area_store_id_idx" ON "area"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "dining_table_code_key" ON "dining_table"("code");

-- CreateIndex
CREATE UNIQUE INDEX "dining_table_store_id_name_key" ON "dining_table"("store_id", "name");

-- CreateIndex
CREATE INDEX "sitting_store_id_cleared_at_idx" ON "sitting"("store_id", "cleared_at");

-- CreateIndex
CREATE INDEX "sitting_table_sitting_id_idx" ON "sitting_table"("sitting_id");

-- CreateIndex
CREATE INDEX "sitting_table_table_id_idx" ON "sitting_table"("table_id");

-- CreateIndex
CREATE UNIQUE INDEX "guest_token_hash_key" ON "guest"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "guest_sitting_id_number_key" ON "guest"("sitting_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "member_level_brand_id_level_key" ON "member_level"("brand_id", "level");

-- CreateIndex
CREATE UNIQUE INDEX "member_brand_id_phone_hash_key" ON "member"("brand_id", "phone_hash");

-- CreateIndex
CREATE UNIQUE INDEX "points_entry_refund_id_key" ON "points_entry"("refund_id");

-- CreateIndex
CREATE INDEX "points_entry_member_id_id_idx" ON "points_entry"("member_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "points_entry_payment_id_reason_key" ON "points_entry"("payment_id", "reason");

-- CreateIndex
CREATE UNIQUE INDEX "points_entry_member_id_idempotency_key_key" ON "points_entry"("member_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "reward_brand_id_idx" ON "reward"("brand_id");

-- CreateIndex
CREATE INDEX "coupon_offer_brand_id_idx" ON "coupon_offer"("brand_id");

-- CreateIndex
CREATE UNIQUE INDEX "coupon_code_key" ON "coupon"("code");

-- CreateIndex
CREATE INDEX "coupon_member_id_idx" ON "coupon"("member_id");

-- CreateIndex
CREATE INDEX "coupon_order_id_idx" ON "coupon"("order_id");

-- CreateIndex
CREATE INDEX "cart_line_sitting_id_id_idx" ON "cart_line"("sitting_id", "id");

-- CreateIndex
CREATE INDEX "customer_order_store_id_business_day_idx" ON "customer_order"("store_id", "business_day");

-- CreateIndex
CREATE INDEX "customer_order_store_id_state_idx" ON "customer_order"("store_id", "state");

-- CreateIndex
CREATE INDEX "customer_order_sitting_id_idx" ON "customer_order"("sitting_id");

-- CreateIndex
CREATE INDEX "customer_order_member_id_idx" ON "customer_order"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_order_store_id_number_key" ON "customer_order"("store_id", "number");

-- CreateIndex
CREATE INDEX "round_store_id_state_idx" ON "round"("store_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "round_store_id_idempotency_key_key" ON "round"("store_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "round_order_id_number_key" ON "round"("order_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "round_sitting_id_cart_version_key" ON "round"("sitting_id", "cart_version");

-- CreateIndex
CREATE INDEX "order_line_order_id_idx" ON "order_line"("order_id");

-- CreateIndex
CREATE INDEX "order_line_round_id_idx" ON "order_line"("round_id");

-- CreateIndex
CREATE INDEX "order_line_store_id_dish_id_idx" ON "order_line"("store_id", "dish_id");

-- CreateIndex
CREATE INDEX "order_adjustment_order_id_idx" ON "order_adjustment"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_token_key" ON "payment"("token");

-- CreateIndex
CREATE INDEX "payment_order_id_idx" ON "payment"("order_id");

-- CreateIndex
CREATE INDEX "payment_store_id_business_day_idx" ON "payment"("store_id", "business_day");

-- CreateIndex
CREATE INDEX "payment_state_expires_at_idx" ON "payment"("state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_store_id_idempotency_key_key" ON "payment"("store_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_transaction_id_key" ON "payment"("provider", "transaction_id");

-- CreateIndex
CREATE INDEX "payment_share_line_id_idx" ON "payment_share"("line_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_share_payment_id_line_id_key" ON "payment_share"("payment_id", "line_id");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE INDEX "refund_order_id_idx" ON "refund"("order_id");

-- CreateIndex
CREATE INDEX "refund_store_id_business_day_idx" ON "refund"("store_id", "business_day");

-- CreateIndex
CREATE UNIQUE INDEX "refund_store_id_idempotency_key_key" ON "refund"("store_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "provider_callback_payment_id_idx" ON "provider_callback"("payment_id");

-- CreateIndex
CREATE INDEX "service_request_store_id_done_at_idx" ON "service_request"("store_id", "done_at");

-- CreateIndex
CREATE INDEX "service_request_sitting_id_idx" ON "service_request"("sitting_id");

-- CreateIndex
CREATE INDEX "shift_store_id_opened_at_idx" ON "shift"("store_id", "opened_at");

-- AddForeignKey
ALTER TABLE "store" ADD CONSTRAINT "store_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_event" ADD CONSTRAINT "outbox_event_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_post" ADD CONSTRAINT "staff_post_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_post" ADD CONSTRAINT "staff_post_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "menu_schedule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish" ADD CONSTRAINT "dish_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish" ADD CONSTRAINT "dish_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "option_group" ADD CONSTRAINT "option_group_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "option" ADD CONSTRAINT "option_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "option_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish_option_group" ADD CONSTRAINT "dish_option_group_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish_option_group" ADD CONSTRAINT "dish_option_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "option_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "combo_slot" ADD CONSTRAINT "combo_slot_combo_id_fkey" FOREIGN KEY ("combo_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "combo_choice" ADD CONSTRAINT "combo_choice_slot_id_fkey" FOREIGN KEY ("slot_id") REFERENCES "combo_slot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "combo_choice" ADD CONSTRAINT "combo_choice_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station" ADD CONSTRAINT "station_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish_station" ADD CONSTRAINT "dish_station_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish_station" ADD CONSTRAINT "dish_station_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_schedule" ADD CONSTRAINT "menu_schedule_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_move" ADD CONSTRAINT "stock_move_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_move" ADD CONSTRAINT "stock_move_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area" ADD CONSTRAINT "area_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dining_table" ADD CONSTRAINT "dining_table_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dining_table" ADD CONSTRAINT "dining_table_area_id_fkey" FOREIGN KEY ("area_id") REFERENCES "area"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sitting" ADD CONSTRAINT "sitting_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sitting_table" ADD CONSTRAINT "sitting_table_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sitting_table" ADD CONSTRAINT "sitting_table_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "dining_table"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest" ADD CONSTRAINT "guest_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guest" ADD CONSTRAINT "guest_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_level" ADD CONSTRAINT "member_level_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "points_entry" ADD CONSTRAINT "points_entry_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "points_entry" ADD CONSTRAINT "points_entry_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "points_entry" ADD CONSTRAINT "points_entry_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "coupon_offer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon_offer" ADD CONSTRAINT "coupon_offer_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "coupon_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_wish" ADD CONSTRAINT "cart_wish_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_order" ADD CONSTRAINT "customer_order_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_order" ADD CONSTRAINT "customer_order_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_order" ADD CONSTRAINT "customer_order_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_adjustment" ADD CONSTRAINT "order_adjustment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_move" ADD CONSTRAINT "order_move_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_move" ADD CONSTRAINT "line_move_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_share" ADD CONSTRAINT "payment_share_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "customer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_callback" ADD CONSTRAINT "provider_callback_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_sitting_id_fkey" FOREIGN KEY ("sitting_id") REFERENCES "sitting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "dining_table"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shift" ADD CONSTRAINT "shift_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shift" ADD CONSTRAINT "shift_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "day_rollup" ADD CONSTRAINT "day_rollup_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
