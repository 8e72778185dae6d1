-- AlterTable
ALTER TABLE "option" ADD COLUMN     "allergens" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "free_from" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "allergies" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "allergies_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sitting" ADD COLUMN     "allergies" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "allergies_seen" (
    "round_id" INTEGER NOT NULL,
    "station_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allergies_seen_pkey" PRIMARY KEY ("round_id","station_id")
);

-- AddForeignKey
ALTER TABLE "allergies_seen" ADD CONSTRAINT "allergies_seen_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allergies_seen" ADD CONSTRAINT "allergies_seen_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "allergies_seen_at_idx" ON "allergies_seen"("at");

-- What is forgotten after two days is found without looking at what never had any.
CREATE INDEX sitting_allergies ON sitting (opened_at) WHERE allergies <> '[]';
CREATE INDEX round_allergies ON round (allergies_at) WHERE allergies_at IS NOT NULL;
