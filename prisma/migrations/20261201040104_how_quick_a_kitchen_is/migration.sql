-- What guests are told of a dish's time is read from the dishes that its store made last.
CREATE INDEX "order_line_ready_idx" ON "order_line" ("store_id", "ready_at") WHERE "ready_at" IS NOT NULL;
