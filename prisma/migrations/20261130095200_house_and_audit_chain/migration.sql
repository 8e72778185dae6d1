-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "created_by_id" INTEGER,
ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "audit_entry" ADD COLUMN     "api_key_id" INTEGER;

-- AlterTable
ALTER TABLE "store" ADD COLUMN     "is_taking_orders" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "logo" TEXT,
ADD COLUMN     "notice" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "notices" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "opening_hours" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "picture" TEXT,
ADD COLUMN     "special_days" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "wifi_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "wifi_password" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "audit_link" (
    "store_id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("store_id","seq")
);

-- CreateTable
CREATE TABLE "audit_chain" (
    "store_id" INTEGER NOT NULL,
    "checked_seq" BIGINT NOT NULL DEFAULT 0,
    "checked_at" TIMESTAMPTZ(3),
    "broken_seq" BIGINT,
    "begun_at" TIMESTAMPTZ(3),

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("store_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_link_entry_id_key" ON "audit_link"("entry_id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_chain" ADD CONSTRAINT "audit_chain_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand.
ALTER TABLE "store"
  ADD CONSTRAINT store_hours_are_lists CHECK (jsonb_typeof(opening_hours) = 'array' AND jsonb_typeof(special_days) = 'array');
ALTER TABLE "audit_link" ADD CONSTRAINT audit_link_counts_from_one CHECK (seq >= 1 AND length(hash) = 32);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION refuse_change();
