-- AlterTable
ALTER TABLE "printer" ADD COLUMN     "is_automatic" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'zh-CN',
ADD COLUMN     "prints_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "taken_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "print_job" ADD COLUMN     "begun_at" TIMESTAMPTZ(3),
ADD COLUMN     "change_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "line_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- what is on paper already is looked up for every dish that is not
CREATE INDEX print_job_lines ON print_job USING gin (line_ids);
CREATE INDEX print_job_changes ON print_job USING gin (change_ids);
ALTER TABLE "printer" ADD CONSTRAINT "printer_language" CHECK ("language" IN ('zh-CN', 'en'));
