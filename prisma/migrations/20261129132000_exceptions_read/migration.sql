-- The report of what was taken back reads dishes by the instant they were, and asks of each whether its whole order was cancelled.
CREATE INDEX "order_line_voided_idx" ON "order_line" ("store_id", "voided_at") WHERE "voided_at" IS NOT NULL;
CREATE INDEX "audit_entry_cancelled_idx" ON "audit_entry" ("store_id", "subject_id") WHERE "action" = 'order.cancelled';
