// A dish as the rules of domain/menu see it (`PricedDish`), built by PostgreSQL in the statement
// that needs it.

/** SQL for the JSON of the dish aliased `d`. */
export const DISH_JSON = `json_build_object(
  'id', d.id, 'name', d.name, 'names', d.names, 'unit', d.unit, 'units', d.units,
  'priceCents', d.price_cents, 'promoPriceCents', d.promo_price_cents,
  'memberPriceCents', d.member_price_cents, 'isPerPerson', d.is_per_person, 'perGrams', d.per_grams,
  'isMarketPrice', d.is_market_price, 'marketCents', d.market_cents, 'marketUntil', d.market_until,
  'isSoldOut', d.is_sold_out, 'soldOutUntil', d.sold_out_until, 'stock', d.stock,
  'isArchived', d.archived_at IS NOT NULL,
  'optionGroups', COALESCE((
    SELECT json_agg(json_build_object(
             'id', og.id, 'kind', og.kind, 'name', og.name, 'names', og.names,
             'minimum', og.minimum, 'maximum', og.maximum,
             'options', (
               SELECT COALESCE(json_agg(json_build_object(
                        'id', o.id, 'name', o.name, 'names', o.names, 'priceCents', o.price_cents,
                        'maximumQuantity', o.maximum_quantity, 'isDefault', o.is_default,
                        'isSoldOut', o.is_sold_out) ORDER BY o.sort, o.id), '[]')
                 FROM option o WHERE o.group_id = og.id AND o.archived_at IS NULL)
           ) ORDER BY dg.sort, og.id)
      FROM dish_option_group dg JOIN option_group og ON og.id = dg.group_id
     WHERE dg.dish_id = d.id), '[]'))`

/** SQL for the JSON of the schedule of the category aliased `c`, or null. */
export const SCHEDULE_JSON = `(
  SELECT json_build_object('weekdays', ms.weekdays, 'fromMinute', ms.from_minute, 'toMinute', ms.to_minute)
    FROM menu_schedule ms WHERE ms.id = c.schedule_id)`
