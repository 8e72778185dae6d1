-- AlterEnum
ALTER TYPE "print_job_kind" ADD VALUE 'drawer';

-- AlterTable
ALTER TABLE "printer" ADD COLUMN     "answers_status" BOOLEAN,
ADD COLUMN     "charset" TEXT NOT NULL DEFAULT 'gbk',
ADD COLUMN     "is_paper_low" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "last_printed_at" TIMESTAMPTZ(3),
ADD COLUMN     "learned_at" TIMESTAMPTZ(3),
ADD COLUMN     "opens_drawer" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "proof" TEXT;

-- AlterTable
ALTER TABLE "print_job" ALTER COLUMN "bytes" SET DEFAULT '\x'::bytea,
ADD COLUMN     "about" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "answered_by_id" INTEGER,
ADD COLUMN     "drawn" JSONB,
ADD COLUMN     "unconfirmed" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "printer_address" (
    "address" TEXT NOT NULL,
    "taken_by" TEXT,
    "taken_until" TIMESTAMPTZ(3),
    "unanswered" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "printer_address_pkey" PRIMARY KEY ("address")
);

ALTER TABLE "printer" ADD CONSTRAINT "printer_charset" CHECK ("charset" IN ('gbk', 'gb2312', 'ascii'));
ALTER TABLE "printer" ADD CONSTRAINT "printer_proof" CHECK ("proof" IN ('process-id', 'paper-status', 'closes', 'never'));

-- what failed before alarms were answered is nobody's alarm any more
UPDATE "print_job" SET "answered_at" = COALESCE("done_at", "created_at") WHERE "state" = 'failed';

UPDATE "printer" SET "last_printed_at" = (SELECT max(j."done_at") FROM "print_job" j WHERE j."printer_id" = "printer"."id" AND j."state" = 'printed');
