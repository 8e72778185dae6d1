-- Areas and tables are arranged by hand, and a table may get a new code: whoever scans the old one is told so.
-- AlterTable
ALTER TABLE "area" ADD COLUMN     "archived_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "dining_table" ADD COLUMN     "code_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "ended_code" (
    "code_hash" BYTEA NOT NULL,
    "table_id" INTEGER NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ended_code_pkey" PRIMARY KEY ("code_hash")
);

-- CreateIndex
CREATE INDEX "ended_code_table_id_idx" ON "ended_code"("table_id");

-- AddForeignKey
ALTER TABLE "ended_code" ADD CONSTRAINT "ended_code_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "dining_table"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ended_code" ADD CONSTRAINT "ended_code_sha256" CHECK (octet_length("code_hash") = 32);
