-- A store may take its menu from another one of its brand: which rows are whose.
-- AlterTable
ALTER TABLE "store" ADD COLUMN     "menu_from_store_id" INTEGER;

-- AlterTable
ALTER TABLE "category" ADD COLUMN     "origin_id" INTEGER;

-- AlterTable
ALTER TABLE "dish" ADD COLUMN     "is_left_out" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "origin_id" INTEGER;

-- AlterTable
ALTER TABLE "option_group" ADD COLUMN     "origin_id" INTEGER;

-- AlterTable
ALTER TABLE "option" ADD COLUMN     "origin_id" INTEGER;

-- AlterTable
ALTER TABLE "combo_slot" ADD COLUMN     "origin_id" INTEGER;

-- AlterTable
ALTER TABLE "menu_schedule" ADD COLUMN     "origin_id" INTEGER;

-- CreateIndex
CREATE INDEX "store_menu_from_store_id_idx" ON "store"("menu_from_store_id");

-- CreateIndex
CREATE UNIQUE INDEX "store_id_brand_id_currency_key" ON "store"("id", "brand_id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "category_store_id_origin_id_key" ON "category"("store_id", "origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "dish_store_id_origin_id_key" ON "dish"("store_id", "origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "option_group_store_id_origin_id_key" ON "option_group"("store_id", "origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "option_group_id_origin_id_key" ON "option"("group_id", "origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "combo_slot_combo_id_origin_id_key" ON "combo_slot"("combo_id", "origin_id");

-- CreateIndex
CREATE UNIQUE INDEX "menu_schedule_store_id_origin_id_key" ON "menu_schedule"("store_id", "origin_id");

-- AddForeignKey
ALTER TABLE "store" ADD CONSTRAINT "store_menu_from_store_id_brand_id_currency_fkey" FOREIGN KEY ("menu_from_store_id", "brand_id", "currency") REFERENCES "store"("id", "brand_id", "currency") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Never itself, and never one that follows itself: whoever leads is not led.
ALTER TABLE "store" ADD CONSTRAINT "store_follows_another" CHECK ("menu_from_store_id" <> "id");
CREATE FUNCTION follow_no_follower() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM store WHERE id = NEW.menu_from_store_id AND menu_from_store_id IS NOT NULL)
     OR EXISTS (SELECT FROM store WHERE menu_from_store_id = NEW.id) THEN
    RAISE EXCEPTION 'a store that leads a menu follows none' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follow_no_follower BEFORE INSERT OR UPDATE OF menu_from_store_id ON store FOR EACH ROW
  WHEN (NEW.menu_from_store_id IS NOT NULL) EXECUTE FUNCTION follow_no_follower();

-- What is left out is of another's menu, and not on this one.
ALTER TABLE "dish" ADD CONSTRAINT "dish_left_out_is_off" CHECK (NOT "is_left_out" OR ("origin_id" IS NOT NULL AND "archived_at" IS NOT NULL));
