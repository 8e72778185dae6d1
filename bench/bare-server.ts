// The raw limit: node:http and pg, no framework, no checks, one prepared statement that writes the
// same rows (order, round, three lines, event) into the same tables. What Fanzhuo's submit is
// measured against.

import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })

const INSERT = `
WITH o AS (
  INSERT INTO customer_order (store_id, sitting_id, number, business_day, mode, state, table_name, items_cents, owed_cents)
  VALUES ($1, $2, $3, '2026-01-01', 'pay_first', 'pending', 'T', $4, $4) RETURNING id
), r AS (
  INSERT INTO round (store_id, order_id, sitting_id, number, idempotency_key, request_hash)
  SELECT $1, o.id, $2, 1, $3, '' FROM o RETURNING id, order_id
), l AS (
  INSERT INTO order_line (store_id, order_id, round_id, dish_id, name, choices, unit_cents, list_unit_cents, quantity, total_cents, station_ids, promised_minutes)
  SELECT $1, r.order_id, r.id, x.dish_id, x.name, '[]', x.unit_cents, x.unit_cents, x.quantity, x.unit_cents * x.quantity, ARRAY[$6::int], 15
    FROM r, jsonb_to_recordset($5::jsonb) AS x(dish_id int, name text, unit_cents int, quantity int)
)
INSERT INTO outbox_event (store_id, type, rooms, payload, seq, sent_at)
SELECT $1, 'bench', '{}', '{}', NULL, now() FROM r`

const server = createServer((req, res) => {
  let body = ''
  req.setEncoding('utf8')
  req.on('data', (chunk) => {
    body += chunk
  })
  req.on('end', async () => {
    const { storeId, sittingId, key, cents, lines, stationId } = JSON.parse(body)
    await pool.query({
      name: 'bare',
      text: INSERT,
      values: [storeId, sittingId, key, cents, JSON.stringify(lines), stationId],
    })
    res.setHeader('Content-Type', 'application/json')
    res.end('{"ok":true}')
  })
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening\n'))
