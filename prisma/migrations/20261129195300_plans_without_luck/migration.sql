-- DropIndex
DROP INDEX "payment_order_id_idx";

-- CreateIndex
CREATE INDEX "payment_order_id_state_idx" ON "payment"("order_id", "state");

-- CreateIndex
CREATE INDEX "refund_state_created_at_idx" ON "refund"("state", "created_at");

-- What of a printer did not come out, or not for certain, and nobody answered for.
CREATE INDEX print_job_unanswered ON print_job (printer_id) WHERE last_error IS NOT NULL AND answered_at IS NULL;
-- The papers of an order are found by the order: nobody looks for a dish among the papers of all time any more.
DROP INDEX print_job_lines;
DROP INDEX print_job_changes;
