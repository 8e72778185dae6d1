-- AlterTable
ALTER TABLE "staff_session" ADD COLUMN     "ends_by" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "device" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_board" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_demo" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "paired_by_id" INTEGER,
ADD COLUMN     "previous_hash" BYTEA,
ADD COLUMN     "renewed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "station_id" INTEGER;

-- CreateTable
CREATE TABLE "screen_wish" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "screen_wish_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kitchen_screen" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "store_id" INTEGER NOT NULL,
    "device_id" INTEGER,
    "session_id" INTEGER,
    "station_id" INTEGER,
    "is_board" BOOLEAN NOT NULL DEFAULT false,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "off_at" TIMESTAMPTZ(3),

    CONSTRAINT "kitchen_screen_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "screen_wish_code_key" ON "screen_wish"("code");

-- CreateIndex
CREATE UNIQUE INDEX "screen_wish_token_hash_key" ON "screen_wish"("token_hash");

-- CreateIndex
CREATE INDEX "screen_wish_expires_at_idx" ON "screen_wish"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "kitchen_screen_key_key" ON "kitchen_screen"("key");

-- CreateIndex
CREATE UNIQUE INDEX "kitchen_screen_device_id_key" ON "kitchen_screen"("device_id");

-- CreateIndex
CREATE INDEX "kitchen_screen_store_id_idx" ON "kitchen_screen"("store_id");

-- CreateIndex
CREATE INDEX "kitchen_screen_session_id_idx" ON "kitchen_screen"("session_id");

-- CreateIndex
CREATE INDEX "kitchen_screen_last_seen_at_idx" ON "kitchen_screen"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "device_previous_hash_key" ON "device"("previous_hash");

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_paired_by_id_fkey" FOREIGN KEY ("paired_by_id") REFERENCES "staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kitchen_screen" ADD CONSTRAINT "kitchen_screen_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kitchen_screen" ADD CONSTRAINT "kitchen_screen_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kitchen_screen" ADD CONSTRAINT "kitchen_screen_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A screen is somebody's tab or a device, and its alarm is not one that was switched off.
ALTER TABLE "kitchen_screen"
  ADD CONSTRAINT "kitchen_screen_whose" CHECK ((device_id IS NULL) <> (session_id IS NULL)),
  ADD CONSTRAINT "kitchen_screen_state" CHECK (gone_at IS NULL OR off_at IS NULL);
ALTER TABLE "device"
  ADD CONSTRAINT "device_two_tokens" CHECK (previous_hash IS DISTINCT FROM token_hash);

-- What a demo's password paired ends with what that password opens, and does not come back.
CREATE OR REPLACE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staff_session SET ended_at = now() WHERE staff_id = NEW.id AND ended_at IS NULL;
  UPDATE device SET revoked_at = now() WHERE paired_by_id = NEW.id AND is_demo AND revoked_at IS NULL;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION end_demo_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM staff s WHERE s.has_demo_password AND EXISTS (
    SELECT FROM staff_post p JOIN payment_account a ON a.store_id = p.store_id
     WHERE p.staff_id = s.id AND a.is_enabled AND a.archived_at IS NULL)
   ORDER BY s.id FOR UPDATE;
  UPDATE staff_session SET ended_at = now()
   WHERE ended_at IS NULL AND staff_id IN (
     SELECT s.id FROM staff s
       JOIN staff_post p ON p.staff_id = s.id
       JOIN payment_account a ON a.store_id = p.store_id AND a.is_enabled AND a.archived_at IS NULL
      WHERE s.has_demo_password);
  UPDATE device SET revoked_at = now()
   WHERE revoked_at IS NULL AND is_demo AND paired_by_id IN (
     SELECT p.staff_id FROM staff_post p
       JOIN payment_account a ON a.store_id = p.store_id AND a.is_enabled AND a.archived_at IS NULL);
  RETURN NULL;
END $$;
