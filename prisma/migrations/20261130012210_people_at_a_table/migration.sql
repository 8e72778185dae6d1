-- AlterTable
ALTER TABLE "customer_order" ADD COLUMN     "heads" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "split_after_id" INTEGER,
ADD COLUMN     "split_cents" INTEGER;

-- AlterTable
ALTER TABLE "sitting" ADD COLUMN     "heads_version" INTEGER NOT NULL DEFAULT 1;

-- Bills keep the heads they were charged for: as their line says, else as they were fixed by the first money.
UPDATE customer_order o SET heads = a.heads
  FROM (SELECT order_id, max(substring(reason FROM '[0-9]{1,4}')::int) AS heads
          FROM order_adjustment WHERE kind = 'per_head' GROUP BY order_id) a
 WHERE a.order_id = o.id AND a.heads IS NOT NULL;
UPDATE customer_order SET heads = GREATEST(0, LEAST(999, (fixed_rules->>'heads')::numeric))::int
 WHERE heads = 0 AND jsonb_typeof(fixed_rules->'heads') = 'number';

-- A party that sits there is as many as its phones, until a person says another number.
UPDATE sitting s SET party_size = NULLIF(LEAST(99, (SELECT count(*) FROM guest g WHERE g.sitting_id = s.id)), 0)
 WHERE s.party_size IS NULL AND s.cleared_at IS NULL;
UPDATE sitting SET party_size = LEAST(99, GREATEST(1, party_size)) WHERE party_size NOT BETWEEN 1 AND 99;

-- Where nothing was charged per head, the first bill of a party is for all of it, so that reports know how many ate.
UPDATE customer_order o SET heads = f.people
  FROM (SELECT DISTINCT ON (x.sitting_id) x.id,
               COALESCE(s.party_size, (SELECT count(*)::int FROM guest g WHERE g.sitting_id = s.id)) AS people
          FROM customer_order x JOIN sitting s ON s.id = x.sitting_id JOIN store t ON t.id = x.store_id
         WHERE x.state <> 'cancelled'
           AND (t.per_head_cents = 0 OR x.settled_at IS NOT NULL)
           AND NOT EXISTS (SELECT FROM customer_order y WHERE y.sitting_id = s.id AND y.heads > 0)
         ORDER BY x.sitting_id, x.id) f
 WHERE f.id = o.id;

ALTER TABLE sitting ADD CONSTRAINT sitting_party_size CHECK (party_size BETWEEN 1 AND 99);
ALTER TABLE customer_order ADD CONSTRAINT customer_order_heads CHECK (heads >= 0);
