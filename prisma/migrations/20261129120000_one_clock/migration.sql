-- Instants that an earlier version wrote in the wrong zone. Where the database's sessions were not in UTC, Prisma's adapter wrote UTC
-- digits that were taken for local ones, so what it wrote lies as far beside the truth as the zone lies beside UTC; plain statements
-- and the demo's history, which is poured in as texts with their zone, are right. Each column here says which of its values
-- are whose. Where the zone was UTC, or the rows themselves say that nothing was shifted, nothing is touched.

DO $migration$
DECLARE
  zone text;
  -- The transaction that poured the demo in, and the last instant of its history.
  poured xid;
  poured_at timestamptz;
  shifted int;
  straight int;
  guarded text;
BEGIN
  -- ── which zone the sessions had ──
  SELECT reset_val INTO zone FROM pg_settings WHERE name = 'TimeZone';
  -- The built-in server is started in UTC now; its own file still says what it was made with.
  IF zone = 'UTC'
     AND has_function_privilege('pg_show_all_file_settings()', 'execute')
     AND NOT EXISTS (SELECT FROM pg_db_role_setting, unnest(setconfig) AS c WHERE c ILIKE 'timezone=%')
  THEN
    zone := COALESCE((SELECT setting FROM pg_file_settings WHERE name ILIKE 'timezone' AND error IS NULL
                       ORDER BY seqno DESC LIMIT 1), zone);
  END IF;
  IF NOT EXISTS (SELECT FROM generate_series(0, 11) AS m(month)
                  CROSS JOIN LATERAL (SELECT '2026-01-15 12:00+00'::timestamptz + make_interval(months => month)) AS t(at)
                  WHERE t.at AT TIME ZONE zone <> t.at AT TIME ZONE 'UTC')
  THEN
    RETURN;
  END IF;

  -- ── what the demo poured in ──
  SELECT xmin INTO poured FROM order_move GROUP BY xmin HAVING count(*) > 500 ORDER BY count(*) DESC LIMIT 1;
  SELECT COALESCE(max(at) + interval '1 minute', '-infinity') INTO poured_at FROM order_move WHERE xmin = poured;

  -- ── do the rows say so too: a party sits down (Prisma) shortly before its first round (a plain statement) ──
  SELECT count(*) FILTER (WHERE abs(extract(epoch FROM placed - meant)) < abs(extract(epoch FROM placed - opened_at))),
         count(*) FILTER (WHERE abs(extract(epoch FROM placed - meant)) > abs(extract(epoch FROM placed - opened_at)))
    INTO shifted, straight
    FROM (SELECT s.opened_at, (s.opened_at AT TIME ZONE zone) AT TIME ZONE 'UTC' AS meant, min(r.placed_at) AS placed
            FROM sitting s JOIN round r ON r.sitting_id = s.id
           WHERE r.placed_at > poured_at GROUP BY s.id) AS live;
  IF straight > 0 AND straight >= shifted THEN
    RETURN;
  END IF;
  RAISE NOTICE 'instants were written in %; they are set right', zone;

  -- What Prisma meant by an instant that it wrote.
  EXECUTE format($f$
    CREATE FUNCTION pg_temp.meant(at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
    AS $q$ SELECT (at AT TIME ZONE %L) AT TIME ZONE 'UTC' $q$ $f$, zone);
  -- The same for a row of the demo that was touched later: what lies before its own beginning or after all history was.
  EXECUTE format($f$
    CREATE FUNCTION pg_temp.touched(at timestamptz, beginning timestamptz) RETURNS timestamptz LANGUAGE sql STABLE
    AS $q$ SELECT CASE WHEN at < beginning - interval '1 minute' OR at > %L THEN pg_temp.meant(at) ELSE at END $q$ $f$, poured_at);
  -- Ids up to this one are the demo's.
  CREATE FUNCTION pg_temp.poured_to(page text, poured xid) RETURNS bigint LANGUAGE plpgsql AS $f$
  DECLARE last_id bigint;
  BEGIN
    EXECUTE format('SELECT COALESCE(max(id), 0) FROM %I WHERE xmin = $1', page) INTO last_id USING poured;
    RETURN last_id;
  END $f$;

  FOR guarded IN SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
                  WHERE NOT tgisinternal AND tgname IN ('append_only', 'final_is_final')
  LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', guarded);
  END LOOP;

  -- ── access, menu, printing: nothing of it is poured but what is named ──
  UPDATE brand SET created_at = pg_temp.meant(created_at) WHERE id > (SELECT pg_temp.poured_to('brand', poured));
  UPDATE store SET created_at = pg_temp.meant(created_at) WHERE id > (SELECT pg_temp.poured_to('store', poured));
  UPDATE staff SET created_at = CASE WHEN id > (SELECT pg_temp.poured_to('staff', poured)) THEN pg_temp.meant(created_at) ELSE created_at END,
                   disabled_at = pg_temp.meant(disabled_at);
  UPDATE staff_session SET created_at = pg_temp.meant(created_at), last_seen_at = pg_temp.meant(last_seen_at),
                           expires_at = pg_temp.meant(expires_at), ended_at = pg_temp.meant(ended_at);
  UPDATE audit_entry SET at = pg_temp.meant(at) WHERE xmin IS DISTINCT FROM poured;
  UPDATE station SET archived_at = pg_temp.meant(archived_at) WHERE archived_at IS NOT NULL;
  UPDATE dish SET created_at = pg_temp.meant(created_at), updated_at = pg_temp.meant(updated_at),
                  sold_out_until = pg_temp.meant(sold_out_until)
   WHERE id > (SELECT pg_temp.poured_to('dish', poured));
  UPDATE dish SET updated_at = pg_temp.touched(updated_at, created_at), sold_out_until = pg_temp.meant(sold_out_until)
   WHERE id <= (SELECT pg_temp.poured_to('dish', poured)) AND xmin IS DISTINCT FROM poured;
  UPDATE stock_move SET at = pg_temp.meant(at) WHERE xmin IS DISTINCT FROM poured AND reason <> 'sold';
  UPDATE printer SET prints_from = pg_temp.meant(prints_from), taken_until = pg_temp.meant(taken_until),
                     archived_at = pg_temp.meant(archived_at);
  UPDATE print_job SET next_at = pg_temp.meant(next_at), begun_at = pg_temp.meant(begun_at),
                       created_at = pg_temp.meant(created_at), done_at = pg_temp.meant(done_at);

  -- ── seating ──
  UPDATE sitting SET opened_at = pg_temp.meant(opened_at), cleared_at = pg_temp.meant(cleared_at)
   WHERE id > (SELECT pg_temp.poured_to('sitting', poured));
  UPDATE sitting SET cleared_at = pg_temp.touched(cleared_at, opened_at)
   WHERE id <= (SELECT pg_temp.poured_to('sitting', poured)) AND xmin IS DISTINCT FROM poured AND cleared_at IS NOT NULL;
  UPDATE sitting_table SET from_at = pg_temp.meant(from_at), until_at = pg_temp.meant(until_at)
   WHERE sitting_id > (SELECT pg_temp.poured_to('sitting', poured));
  UPDATE sitting_table SET until_at = pg_temp.touched(until_at, from_at)
   WHERE sitting_id <= (SELECT pg_temp.poured_to('sitting', poured)) AND xmin IS DISTINCT FROM poured AND until_at IS NOT NULL;
  UPDATE guest SET joined_at = pg_temp.meant(joined_at), last_seen_at = pg_temp.meant(last_seen_at),
                   member_proven_at = pg_temp.meant(member_proven_at)
   WHERE id > (SELECT pg_temp.poured_to('guest', poured));
  UPDATE guest SET last_seen_at = pg_temp.touched(last_seen_at, joined_at),
                   member_proven_at = pg_temp.touched(member_proven_at, joined_at)
   WHERE id <= (SELECT pg_temp.poured_to('guest', poured)) AND xmin IS DISTINCT FROM poured;

  -- ── membership ──
  UPDATE member SET created_at = pg_temp.meant(created_at), consented_at = pg_temp.meant(consented_at),
                    erased_at = pg_temp.meant(erased_at)
   WHERE id > (SELECT pg_temp.poured_to('member', poured));
  UPDATE member SET erased_at = pg_temp.touched(erased_at, created_at)
   WHERE id <= (SELECT pg_temp.poured_to('member', poured)) AND xmin IS DISTINCT FROM poured AND erased_at IS NOT NULL;
  UPDATE points_entry SET created_at = pg_temp.meant(created_at) WHERE xmin IS DISTINCT FROM poured;
  UPDATE reward SET archived_at = pg_temp.meant(archived_at) WHERE xmin IS DISTINCT FROM poured AND archived_at IS NOT NULL;
  UPDATE coupon_offer SET starts_at = pg_temp.meant(starts_at), ends_at = pg_temp.meant(ends_at),
                          archived_at = pg_temp.meant(archived_at)
   WHERE id > (SELECT pg_temp.poured_to('coupon_offer', poured));
  UPDATE coupon SET issued_at = pg_temp.meant(issued_at), expires_at = pg_temp.meant(expires_at),
                    used_at = pg_temp.meant(used_at), voided_at = pg_temp.meant(voided_at)
   WHERE id > (SELECT pg_temp.poured_to('coupon', poured));
  UPDATE coupon SET used_at = pg_temp.touched(used_at, issued_at), voided_at = pg_temp.touched(voided_at, issued_at)
   WHERE id <= (SELECT pg_temp.poured_to('coupon', poured)) AND xmin IS DISTINCT FROM poured;
  UPDATE one_time_code SET created_at = pg_temp.meant(created_at), expires_at = pg_temp.meant(expires_at),
                           used_at = pg_temp.meant(used_at);

  -- ── ordering and kitchen: a round and what is confirmed by being placed come by a plain statement, the rest does not ──
  UPDATE cart_line SET added_at = pg_temp.meant(added_at);
  UPDATE customer_order
     SET confirmed_at = CASE WHEN confirmed_at = placed_at THEN confirmed_at ELSE pg_temp.meant(confirmed_at) END,
         completed_at = pg_temp.meant(completed_at), cancelled_at = pg_temp.meant(cancelled_at),
         settled_at = pg_temp.meant(settled_at), reopened_at = pg_temp.meant(reopened_at)
   WHERE id > (SELECT pg_temp.poured_to('customer_order', poured));
  UPDATE customer_order
     SET confirmed_at = pg_temp.touched(confirmed_at, placed_at), completed_at = pg_temp.touched(completed_at, placed_at),
         cancelled_at = pg_temp.touched(cancelled_at, placed_at), settled_at = pg_temp.touched(settled_at, placed_at),
         reopened_at = pg_temp.touched(reopened_at, placed_at)
   WHERE id <= (SELECT pg_temp.poured_to('customer_order', poured)) AND xmin IS DISTINCT FROM poured;
  -- A receipt that came out by itself is known by when its bill was settled: it does not come out again.
  UPDATE print_job j
     SET idempotency_key = 'settled-' || o.id || '-' || (extract(epoch FROM o.settled_at) * 1000)::bigint
    FROM customer_order o
   WHERE o.id = j.order_id
     AND j.idempotency_key = 'settled-' || o.id || '-'
         || (extract(epoch FROM (o.settled_at AT TIME ZONE 'UTC') AT TIME ZONE zone) * 1000)::bigint;
  -- A dish that was put back and queued by its round's confirmation counts from there.
  UPDATE order_line l
     SET queued_at = CASE WHEN l.queued_at = r.placed_at THEN l.queued_at ELSE pg_temp.meant(l.queued_at) END,
         started_at = pg_temp.meant(l.started_at), ready_at = pg_temp.meant(l.ready_at),
         served_at = pg_temp.meant(l.served_at), voided_at = pg_temp.meant(l.voided_at)
    FROM round r WHERE r.id = l.round_id AND l.id > (SELECT pg_temp.poured_to('order_line', poured));
  UPDATE order_line l
     SET queued_at = pg_temp.touched(l.queued_at, r.placed_at), started_at = pg_temp.touched(l.started_at, r.placed_at),
         ready_at = pg_temp.touched(l.ready_at, r.placed_at), served_at = pg_temp.touched(l.served_at, r.placed_at),
         voided_at = pg_temp.touched(l.voided_at, r.placed_at)
    FROM round r WHERE r.id = l.round_id AND l.id <= (SELECT pg_temp.poured_to('order_line', poured)) AND l.xmin IS DISTINCT FROM poured;
  UPDATE round
     SET decided_at = CASE WHEN decided_at = placed_at THEN decided_at ELSE pg_temp.meant(decided_at) END,
         urgent_at = pg_temp.meant(urgent_at), hurried_at = pg_temp.meant(hurried_at)
   WHERE id > (SELECT pg_temp.poured_to('round', poured));
  UPDATE round
     SET decided_at = pg_temp.touched(decided_at, placed_at), urgent_at = pg_temp.touched(urgent_at, placed_at),
         hurried_at = pg_temp.touched(hurried_at, placed_at)
   WHERE id <= (SELECT pg_temp.poured_to('round', poured)) AND xmin IS DISTINCT FROM poured;
  UPDATE order_move m SET at = pg_temp.meant(at)
   WHERE xmin IS DISTINCT FROM poured
     AND NOT (reason = 'round' AND EXISTS (SELECT FROM round r WHERE r.order_id = m.order_id AND r.placed_at = m.at));
  UPDATE line_move SET at = pg_temp.meant(at) WHERE xmin IS DISTINCT FROM poured;
  UPDATE order_adjustment a SET created_at = pg_temp.meant(created_at)
   WHERE xmin IS DISTINCT FROM poured
     AND NOT EXISTS (SELECT FROM round r WHERE r.order_id = a.order_id
                        AND a.created_at BETWEEN r.placed_at - interval '1 minute' AND r.placed_at + interval '1 minute');
  UPDATE manual_discount SET created_at = pg_temp.meant(created_at), removed_at = pg_temp.meant(removed_at);
  UPDATE line_change SET at = pg_temp.meant(at);
  UPDATE line_change_seen SET at = pg_temp.meant(at);
  UPDATE line_part SET ready_at = pg_temp.meant(ready_at), taken_back_at = pg_temp.meant(taken_back_at);

  -- ── payment and service ──
  UPDATE payment_account SET created_at = pg_temp.meant(created_at), archived_at = pg_temp.meant(archived_at);
  UPDATE payment SET created_at = pg_temp.meant(created_at), expires_at = pg_temp.meant(expires_at), paid_at = pg_temp.meant(paid_at),
                     closed_at = pg_temp.meant(closed_at), asked_at = pg_temp.meant(asked_at)
   WHERE id > (SELECT pg_temp.poured_to('payment', poured));
  UPDATE payment SET paid_at = pg_temp.touched(paid_at, created_at), closed_at = pg_temp.touched(closed_at, created_at),
                     asked_at = pg_temp.touched(asked_at, created_at)
   WHERE id <= (SELECT pg_temp.poured_to('payment', poured)) AND xmin IS DISTINCT FROM poured;
  UPDATE refund SET created_at = pg_temp.meant(created_at), done_at = pg_temp.meant(done_at), asked_at = pg_temp.meant(asked_at)
   WHERE id > (SELECT pg_temp.poured_to('refund', poured));
  UPDATE refund SET done_at = pg_temp.touched(done_at, created_at), asked_at = pg_temp.touched(asked_at, created_at)
   WHERE id <= (SELECT pg_temp.poured_to('refund', poured)) AND xmin IS DISTINCT FROM poured;
  UPDATE provider_callback SET received_at = pg_temp.meant(received_at);
  UPDATE simulator_trade SET created_at = pg_temp.meant(created_at), decided_at = pg_temp.meant(decided_at)
   WHERE xmin IS DISTINCT FROM poured;
  UPDATE simulator_refund SET created_at = pg_temp.meant(created_at), decided_at = pg_temp.meant(decided_at)
   WHERE xmin IS DISTINCT FROM poured;
  UPDATE simulator_callback SET due_at = pg_temp.meant(due_at), done_at = pg_temp.meant(done_at);
  UPDATE service_request SET created_at = pg_temp.meant(created_at), done_at = pg_temp.meant(done_at)
   WHERE id > (SELECT pg_temp.poured_to('service_request', poured));
  UPDATE service_request SET done_at = pg_temp.touched(done_at, created_at)
   WHERE id <= (SELECT pg_temp.poured_to('service_request', poured)) AND xmin IS DISTINCT FROM poured AND done_at IS NOT NULL;

  -- ── the messenger: when it was sent is a plain statement's, when it was written is that or Prisma's ──
  UPDATE outbox_event SET created_at = pg_temp.meant(created_at)
   WHERE abs(extract(epoch FROM COALESCE(sent_at, now()) - pg_temp.meant(created_at)))
       < abs(extract(epoch FROM COALESCE(sent_at, now()) - created_at));

  FOR guarded IN SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
                  WHERE NOT tgisinternal AND tgname IN ('append_only', 'final_is_final')
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', guarded);
  END LOOP;
END
$migration$;
