-- A dish has prices by the hour, an option prices by the size that is chosen with it, and stock of its own; some of a group may be
-- free, or priced as halves. No dish and no option has any so far.
-- AlterTable
ALTER TABLE "option_group" ADD COLUMN     "free_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "is_dearest" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "option" ADD COLUMN     "stock" INTEGER;

-- AlterTable
ALTER TABLE "combo_choice" ADD COLUMN     "id" SERIAL NOT NULL;

-- AlterTable
ALTER TABLE "stock_move" ADD COLUMN     "option_id" INTEGER;

-- CreateTable
CREATE TABLE "dish_price" (
    "dish_id" INTEGER NOT NULL,
    "schedule_id" INTEGER NOT NULL,
    "price_cents" BIGINT NOT NULL,

    CONSTRAINT "dish_price_pkey" PRIMARY KEY ("dish_id","schedule_id")
);

-- CreateTable
CREATE TABLE "option_price" (
    "option_id" INTEGER NOT NULL,
    "size_id" INTEGER NOT NULL,
    "price_cents" BIGINT NOT NULL,

    CONSTRAINT "option_price_pkey" PRIMARY KEY ("option_id","size_id")
);

-- CreateIndex
CREATE INDEX "dish_price_schedule_id_idx" ON "dish_price"("schedule_id");

-- CreateIndex
CREATE INDEX "option_price_size_id_idx" ON "option_price"("size_id");

-- CreateIndex
CREATE UNIQUE INDEX "combo_choice_id_key" ON "combo_choice"("id");

-- CreateIndex
CREATE INDEX "stock_move_option_id_idx" ON "stock_move"("option_id");

-- AddForeignKey
ALTER TABLE "dish_price" ADD CONSTRAINT "dish_price_dish_id_fkey" FOREIGN KEY ("dish_id") REFERENCES "dish"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dish_price" ADD CONSTRAINT "dish_price_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "menu_schedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "option_price" ADD CONSTRAINT "option_price_option_id_fkey" FOREIGN KEY ("option_id") REFERENCES "option"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "option_price" ADD CONSTRAINT "option_price_size_id_fkey" FOREIGN KEY ("size_id") REFERENCES "option"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_move" ADD CONSTRAINT "stock_move_option_id_fkey" FOREIGN KEY ("option_id") REFERENCES "option"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "dish_price" ADD CONSTRAINT "dish_price_not_negative" CHECK ("price_cents" >= 0);
ALTER TABLE "option_price" ADD CONSTRAINT "option_price_of_another" CHECK ("option_id" <> "size_id");
ALTER TABLE "option" ADD CONSTRAINT "option_stock_not_negative" CHECK ("stock" >= 0);
ALTER TABLE "option_group"
  ADD CONSTRAINT "option_group_free" CHECK ("free_count" BETWEEN 0 AND "maximum"),
  ADD CONSTRAINT "option_group_one_rule" CHECK (NOT "is_dearest" OR "free_count" = 0);
