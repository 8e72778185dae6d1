-- CreateEnum
CREATE TYPE "line_change_kind" AS ENUM ('voided', 'note');

-- AlterTable
ALTER TABLE "store" DROP COLUMN "late_after_minutes",
ADD COLUMN     "due_at_percent" INTEGER NOT NULL DEFAULT 67,
ADD COLUMN     "is_coursing" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "category" ADD COLUMN     "course" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "promised_minutes" INTEGER;

-- AlterTable
ALTER TABLE "dish" ADD COLUMN     "course" INTEGER;

-- AlterTable
ALTER TABLE "station" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "hurried_at" TIMESTAMPTZ(3),
ADD COLUMN     "urgent_at" TIMESTAMPTZ(3),
ADD COLUMN     "urgent_by_id" INTEGER;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "course" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "split_from_id" INTEGER;

-- CreateTable
CREATE TABLE "line_change" (
    "id" SERIAL NOT NULL,
    "store_id" INTEGER NOT NULL,
    "line_id" INTEGER NOT NULL,
    "kind" "line_change_kind" NOT NULL,
    "before" TEXT NOT NULL DEFAULT '',
    "after" TEXT NOT NULL DEFAULT '',
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "line_part" (
    "id" SERIAL NOT NULL,
    "line_id" INTEGER NOT NULL,
    "station_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "ready_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),

    CONSTRAINT "line_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "line_change_seen" (
    "change_id" INTEGER NOT NULL,
    "station_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_change_seen_pkey" PRIMARY KEY ("change_id","station_id")
);

-- CreateIndex
CREATE INDEX "line_change_line_id_idx" ON "line_change"("line_id");

-- CreateIndex
CREATE INDEX "line_change_store_id_at_idx" ON "line_change"("store_id", "at");

-- CreateIndex
CREATE INDEX "line_part_line_id_idx" ON "line_part"("line_id");

-- AddForeignKey
ALTER TABLE "line_change" ADD CONSTRAINT "line_change_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_change" ADD CONSTRAINT "line_change_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_part" ADD CONSTRAINT "line_part_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_part" ADD CONSTRAINT "line_part_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_change_seen" ADD CONSTRAINT "line_change_seen_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "line_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_change_seen" ADD CONSTRAINT "line_change_seen_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must hold even against a bug.
ALTER TABLE "store" ADD CONSTRAINT store_due_before_late CHECK (due_at_percent BETWEEN 1 AND 99);
ALTER TABLE "station"
  ADD CONSTRAINT station_default_cooks CHECK (NOT (is_default AND is_expo)),
  ADD CONSTRAINT station_default_stays CHECK (NOT is_default OR archived_at IS NULL);
ALTER TABLE "category" ADD CONSTRAINT category_kitchen CHECK (course BETWEEN 0 AND 9 AND promised_minutes BETWEEN 1 AND 240);
ALTER TABLE "dish" ADD CONSTRAINT dish_kitchen CHECK (course BETWEEN 0 AND 9 AND promised_minutes BETWEEN 1 AND 240);
CREATE UNIQUE INDEX line_part_once ON line_part (line_id, station_id) WHERE taken_back_at IS NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON line_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON line_change_seen FOR EACH ROW EXECUTE FUNCTION refuse_change();
