-- AlterEnum
ALTER TYPE "service_kind" ADD VALUE 'water';
ALTER TYPE "service_kind" ADD VALUE 'tissues';
ALTER TYPE "service_kind" ADD VALUE 'cutlery';
ALTER TYPE "service_kind" ADD VALUE 'clean';
ALTER TYPE "service_kind" ADD VALUE 'other';

-- AlterTable
ALTER TABLE "service_request" ADD COLUMN     "seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "seen_by_id" INTEGER,
ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_seen_by_id_fkey" FOREIGN KEY ("seen_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Only what guests say themselves has words, and whoever is on the way is so since an instant.
ALTER TABLE "service_request"
  ADD CONSTRAINT service_request_words CHECK ((kind::text = 'other') = (words <> '') AND char_length(words) <= 60),
  ADD CONSTRAINT service_request_seen CHECK (seen_by_id IS NULL OR seen_at IS NOT NULL);
