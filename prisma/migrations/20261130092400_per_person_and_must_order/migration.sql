-- Dishes that one tap orders for everybody at the table, and categories of which every party orders a dish: none so far.
-- AlterTable
ALTER TABLE "category" ADD COLUMN     "is_must_order" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "dish" ADD COLUMN     "is_per_person" BOOLEAN NOT NULL DEFAULT false;
