-- What must hold even against a bug: checks, partial unique indexes and append-only history,
-- which the schema language cannot say.

-- seating: one open sitting per table
CREATE UNIQUE INDEX sitting_table_one_open ON sitting_table (table_id) WHERE until_at IS NULL;

-- menu
ALTER TABLE dish
  ADD CONSTRAINT dish_stock_not_negative CHECK (stock >= 0),
  ADD CONSTRAINT dish_prices_not_negative CHECK (price_cents >= 0 AND promo_price_cents >= 0 AND member_price_cents >= 0);
ALTER TABLE option_group
  ADD CONSTRAINT option_group_bounds CHECK (minimum >= 0 AND maximum >= 1 AND minimum <= maximum);
ALTER TABLE option
  ADD CONSTRAINT option_quantity_positive CHECK (maximum_quantity >= 1);
CREATE UNIQUE INDEX station_one_default ON station (store_id) WHERE is_default;

-- ordering: one running bill per eat-first sitting; every part of a bill adds up
CREATE UNIQUE INDEX customer_order_one_running ON customer_order (sitting_id)
  WHERE mode = 'eat_first' AND settled_at IS NULL AND state <> 'cancelled';
ALTER TABLE customer_order
  ADD CONSTRAINT order_parts_not_negative CHECK (
    items_cents >= 0 AND charges_cents >= 0 AND discount_cents >= 0 AND owed_cents >= 0
    AND paid_cents >= 0 AND refunded_cents >= 0 AND surplus_cents >= 0),
  ADD CONSTRAINT order_owed_adds_up CHECK (owed_cents = items_cents + charges_cents - discount_cents),
  ADD CONSTRAINT order_paid_within_owed CHECK (paid_cents <= owed_cents + surplus_cents),
  ADD CONSTRAINT order_refunded_within_paid CHECK (refunded_cents <= paid_cents);
ALTER TABLE cart_line
  ADD CONSTRAINT cart_line_quantity CHECK (quantity BETWEEN 1 AND 99);
ALTER TABLE order_line
  ADD CONSTRAINT order_line_quantity CHECK (quantity BETWEEN 1 AND 99),
  ADD CONSTRAINT order_line_adds_up CHECK (unit_cents >= 0 AND total_cents = unit_cents * quantity),
  ADD CONSTRAINT order_line_has_station CHECK (cardinality(station_ids) > 0);
-- what the kitchen reads all day: lines still to be cooked or carried
CREATE INDEX order_line_open ON order_line (store_id, queued_at)
  WHERE state IN ('held', 'queued', 'cooking', 'ready');

-- membership
ALTER TABLE member
  ADD CONSTRAINT member_points_not_negative CHECK (points >= 0 AND lifetime_points >= 0);
ALTER TABLE points_entry
  ADD CONSTRAINT points_entry_moves CHECK (delta <> 0 AND points_after >= 0),
  ADD CONSTRAINT points_entry_sign CHECK (
    (reason = 'earned' AND delta > 0) OR (reason IN ('reversed', 'redeemed') AND delta < 0) OR reason = 'adjusted');

-- payment
ALTER TABLE payment ADD CONSTRAINT payment_amount_positive CHECK (amount_cents > 0);
ALTER TABLE payment_share ADD CONSTRAINT payment_share_positive CHECK (amount_cents > 0);
ALTER TABLE refund ADD CONSTRAINT refund_amount_positive CHECK (amount_cents > 0);

-- service
CREATE UNIQUE INDEX service_request_one_open ON service_request (sitting_id, kind) WHERE done_at IS NULL;
CREATE UNIQUE INDEX shift_one_open ON shift (staff_id) WHERE closed_at IS NULL;

-- the messenger: what is not yet sent
CREATE INDEX outbox_event_unsent ON outbox_event (id) WHERE sent_at IS NULL;

-- history is append-only
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON stock_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON points_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON order_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON line_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON provider_callback FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- final is final: a payment that ended does not start again, and nothing that was paid is deleted
CREATE FUNCTION keep_final_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'payments are never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state <> 'pending' AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'payment % is %, which is final', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER final_is_final BEFORE UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION keep_final_payment();
