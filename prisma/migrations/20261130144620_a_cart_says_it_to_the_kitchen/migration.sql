-- AlterTable
ALTER TABLE "sitting" ADD COLUMN     "cart_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "is_cart_held" BOOLEAN NOT NULL DEFAULT false;
