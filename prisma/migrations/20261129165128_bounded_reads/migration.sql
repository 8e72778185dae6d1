-- CreateIndex
CREATE INDEX "stock_move_dish_id_reason_id_idx" ON "stock_move"("dish_id", "reason", "id");

-- What the program closed at a day's end, for the manager's list of it.
CREATE INDEX line_move_day_end ON line_move (line_id) WHERE reason = 'day-end';
-- What waits for a printer.
CREATE INDEX print_job_queued ON print_job (printer_id, id) WHERE state = 'queued';
-- What did not come out, or not at once.
CREATE INDEX print_job_troubled ON print_job (store_id, created_at) WHERE last_error IS NOT NULL;
