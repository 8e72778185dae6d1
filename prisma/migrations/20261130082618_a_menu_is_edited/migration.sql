-- CreateEnum
CREATE TYPE "menu_item_kind" AS ENUM ('schedule', 'category', 'option_group', 'dish');

-- AlterTable
ALTER TABLE "dish" ADD COLUMN     "free_from" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "option_group" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "option" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "menu_draft" (
    "store_id" INTEGER NOT NULL,
    "kind" "menu_item_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "patch" JSONB NOT NULL DEFAULT '{}',
    "is_removed" BOOLEAN NOT NULL DEFAULT false,
    "sort" DOUBLE PRECISION,
    "version" INTEGER NOT NULL DEFAULT 1,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "menu_draft_pkey" PRIMARY KEY ("store_id","kind","key")
);

-- CreateTable
CREATE TABLE "menu_version" (
    "store_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "idempotency_key" TEXT,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "menu_version_pkey" PRIMARY KEY ("store_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "menu_version_store_id_idempotency_key_key" ON "menu_version"("store_id", "idempotency_key");

-- AddForeignKey
ALTER TABLE "menu_draft" ADD CONSTRAINT "menu_draft_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_draft" ADD CONSTRAINT "menu_draft_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_version" ADD CONSTRAINT "menu_version_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "menu_version" ADD CONSTRAINT "menu_version_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Nothing is contained and free of at once.
ALTER TABLE "dish" ADD CONSTRAINT dish_free_from_known
  CHECK (array_position("free_from", NULL) IS NULL AND NOT ("allergens" && "free_from"));
ALTER TABLE "menu_draft" ADD CONSTRAINT menu_draft_whole CHECK (version >= 1 AND jsonb_typeof(patch) = 'object');
ALTER TABLE "menu_version" ADD CONSTRAINT menu_version_whole
  CHECK (number >= 1 AND added >= 0 AND changed >= 0 AND removed >= 0 AND jsonb_typeof(document) = 'array');
