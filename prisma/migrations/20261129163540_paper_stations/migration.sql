-- AlterTable
ALTER TABLE "station" ADD COLUMN     "is_made_when_printed" BOOLEAN NOT NULL DEFAULT false;
