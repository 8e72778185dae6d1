-- People get accounts, rights beside their role, and devices that several of them share.
-- AlterTable
ALTER TABLE "device" ADD COLUMN     "is_shared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lock_minutes" INTEGER NOT NULL DEFAULT 3;

-- CreateTable
CREATE TABLE "staff_right" (
    "staff_id" INTEGER NOT NULL,
    "store_id" INTEGER NOT NULL,
    "permission" TEXT NOT NULL,
    "is_given" BOOLEAN NOT NULL,

    CONSTRAINT "staff_right_pkey" PRIMARY KEY ("staff_id","store_id","permission")
);

-- AddForeignKey
ALTER TABLE "staff_right" ADD CONSTRAINT "staff_right_staff_id_store_id_fkey" FOREIGN KEY ("staff_id", "store_id") REFERENCES "staff_role"("staff_id", "store_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "device"
  ADD CONSTRAINT "device_lock_minutes" CHECK ("lock_minutes" BETWEEN 1 AND 60),
  ADD CONSTRAINT "device_shared_is_no_screen" CHECK (NOT ("is_shared" AND ("is_board" OR "station_id" IS NOT NULL)));

-- Who came in by PIN is out with the device that they came in on.
CREATE FUNCTION end_device_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staff_session SET ended_at = NEW.revoked_at WHERE device_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER end_sessions AFTER UPDATE OF revoked_at ON device FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
  EXECUTE FUNCTION end_device_sessions();
CREATE INDEX "staff_session_device" ON "staff_session" ("device_id") WHERE "device_id" IS NOT NULL AND "ended_at" IS NULL;
