// A dish as the rules of domain/menu see it (`PricedDish`), built by PostgreSQL in the statement
// that needs it.

/**
 * The places of a combo, as groups whose options are dishes: below 0, so that no option is meant by
 * them. What such a dish is asked for by itself is not asked here.
 */
const PARTS_JSON = `CASE WHEN d.kind = 'combo' THEN (
    SELECT json_agg(json_build_object(
             'id', -cs.id, 'kind', 'part', 'name', cs.name, 'names', cs.names,
             'minimum', cs.minimum, 'maximum', cs.maximum, 'freeCount', 0, 'isDearest', false,
             'options', (
               SELECT COALESCE(json_agg(json_build_object(
                        'id', -cc.id, 'name', x.name, 'names', x.names, 'priceCents', cc.extra_cents,
                        'maximumQuantity', cs.maximum, 'isDefault', false,
                        'isSoldOut', x.is_sold_out OR x.stock IS NOT DISTINCT FROM 0, 'stock', x.stock, 'sizePrices', '[]'::json,
                        'allergens', COALESCE(x.allergens, '{}'), 'freeFrom', COALESCE(x.free_from, '{}'),
                        'part', json_build_object(
                          'dishId', x.id, 'soldOutUntil', CASE WHEN x.stock IS DISTINCT FROM 0 THEN x.sold_out_until END,
                          'stationIds', (SELECT COALESCE(json_agg(ds.station_id ORDER BY ds.station_id), '[]')
                                           FROM dish_station ds JOIN station t ON t.id = ds.station_id
                                          WHERE ds.dish_id = x.id AND t.archived_at IS NULL AND NOT t.is_expo)))
                        ORDER BY cc.sort, cc.id), '[]')
                 FROM combo_choice cc JOIN dish x ON x.id = cc.dish_id AND x.archived_at IS NULL
                WHERE cc.slot_id = cs.id)
           ) ORDER BY cs.sort, cs.id)
      FROM combo_slot cs WHERE cs.combo_id = d.id) END`

/** SQL for the JSON of the dish aliased `d`. */
export const DISH_JSON = `json_build_object(
  'id', d.id, 'name', d.name, 'names', d.names, 'unit', d.unit, 'units', d.units,
  'priceCents', d.price_cents, 'promoPriceCents', d.promo_price_cents,
  'memberPriceCents', d.member_price_cents, 'isPerPerson', d.is_per_person, 'perGrams', d.per_grams,
  'hourPrices', COALESCE((
    SELECT json_agg(json_build_object('weekdays', ms.weekdays, 'fromMinute', ms.from_minute, 'toMinute', ms.to_minute,
                                      'priceCents', hp.price_cents) ORDER BY ms.from_minute, ms.id)
      FROM dish_price hp JOIN menu_schedule ms ON ms.id = hp.schedule_id WHERE hp.dish_id = d.id), '[]'),
  'isMarketPrice', d.is_market_price, 'marketCents', d.market_cents, 'marketUntil', d.market_until,
  'servedAs', d.served_as, 'isSoldOut', d.is_sold_out, 'soldOutUntil', d.sold_out_until, 'stock', d.stock,
  'isArchived', d.archived_at IS NOT NULL,
  'optionGroups', COALESCE((
    SELECT json_agg(json_build_object(
             'id', og.id, 'kind', og.kind, 'name', og.name, 'names', og.names,
             'minimum', og.minimum, 'maximum', og.maximum, 'freeCount', og.free_count, 'isDearest', og.is_dearest,
             'options', (
               SELECT COALESCE(json_agg(json_build_object(
                        'id', o.id, 'name', o.name, 'names', o.names, 'priceCents', o.price_cents,
                        'maximumQuantity', o.maximum_quantity, 'isDefault', o.is_default,
                        'isSoldOut', o.is_sold_out OR o.stock IS NOT DISTINCT FROM 0, 'stock', o.stock, 'part', NULL,
                        'allergens', COALESCE(o.allergens, '{}'), 'freeFrom', COALESCE(o.free_from, '{}'),
                        'sizePrices', COALESCE((
                          SELECT json_agg(json_build_object('sizeId', op.size_id, 'priceCents', op.price_cents) ORDER BY op.size_id)
                            FROM option_price op WHERE op.option_id = o.id), '[]')) ORDER BY o.sort, o.id), '[]')
                 FROM option o WHERE o.group_id = og.id AND o.archived_at IS NULL)
           ) ORDER BY dg.sort, og.id)
      FROM dish_option_group dg JOIN option_group og ON og.id = dg.group_id
     WHERE dg.dish_id = d.id), ${PARTS_JSON}, '[]'))`

/** SQL for the JSON of the schedule of the category aliased `c`, or null. */
export const SCHEDULE_JSON = `(
  SELECT json_build_object('weekdays', ms.weekdays, 'fromMinute', ms.from_minute, 'toMinute', ms.to_minute)
    FROM menu_schedule ms WHERE ms.id = c.schedule_id)`
