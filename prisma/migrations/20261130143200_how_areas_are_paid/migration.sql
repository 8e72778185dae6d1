-- AlterTable
ALTER TABLE "house" ADD COLUMN     "is_by_area" BOOLEAN NOT NULL DEFAULT false;
