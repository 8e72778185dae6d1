-- CreateEnum
CREATE TYPE "served_as" AS ENUM ('anywhere', 'dine_in', 'takeaway');

-- AlterTable
ALTER TABLE "dish" ADD COLUMN     "served_as" "served_as" NOT NULL DEFAULT 'anywhere',
ADD COLUMN     "takeaway_tax_class" "tax_class";

-- AlterTable
ALTER TABLE "round" ADD COLUMN     "is_takeaway" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "area" ADD COLUMN     "is_takeaway" BOOLEAN NOT NULL DEFAULT false;
