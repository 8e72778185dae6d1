-- AlterTable
ALTER TABLE "cart_wish" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "provider_callback" ADD COLUMN     "is_signed" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "staff_session_expires_at_idx" ON "staff_session"("expires_at");

-- CreateIndex
CREATE INDEX "cart_wish_created_at_idx" ON "cart_wish"("created_at");

-- CreateIndex
CREATE INDEX "service_request_done_at_idx" ON "service_request"("done_at");

-- What the pruner looks for, so that none of its statements grows with the history (server/lifetimes.ts).
CREATE INDEX print_job_done ON print_job (done_at) WHERE state = 'failed' OR (state = 'printed' AND kind <> 'receipt');
CREATE INDEX simulator_callback_done ON simulator_callback (done_at);
CREATE INDEX provider_callback_mistrusted ON provider_callback (id) WHERE verdict = 'refused' AND NOT is_signed;

-- A provider's own word stays for ever; of what was refused before its signature was right, the newest 1,000 stay, and only the
-- pruner takes the others. Of refused words from before only those about an unknown payment are known to have been signed.
DROP TRIGGER append_only ON provider_callback;
UPDATE provider_callback SET is_signed = true WHERE verdict <> 'refused' OR payment_id IS NOT NULL OR reason = 'payment';
CREATE FUNCTION keep_callbacks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.verdict = 'refused' AND NOT OLD.is_signed
     AND current_setting('fanzhuo.pruning', true) = 'on'
     AND (SELECT count(*) FROM (SELECT FROM provider_callback
                                 WHERE verdict = 'refused' AND NOT is_signed AND id > OLD.id LIMIT 1000) newer) = 1000 THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON provider_callback FOR EACH ROW EXECUTE FUNCTION keep_callbacks();
