// A round's allergies as people read them: with what the party calls each guest now, and whether
// the kitchen has read them.

/** JSON of the allergies of the round aliased `r` (`NamedAllergies[]`). */
export const NAMED_ALLERGIES = `COALESCE((
  SELECT jsonb_agg(said || jsonb_build_object('guestName',
           (SELECT g.nickname FROM guest g WHERE g.sitting_id = r.sitting_id AND g.number = (said->>'guestNumber')::int)) ORDER BY nth)
    FROM jsonb_array_elements(r.allergies) WITH ORDINALITY AS each(said, nth)), '[]')`

/** The stations that make something of the round aliased `r`. */
const ITS_STATIONS = `ARRAY(SELECT DISTINCT x.id FROM order_line l CROSS JOIN LATERAL unnest(l.station_ids) AS x(id)
   WHERE l.round_id = r.id AND l.state <> 'voided')`

/** Whether they were read at a station, where none is given at all that make something of it. */
export const isReadAt = (stationId = 'NULL::int') => `(r.allergies_at IS NOT NULL AND NOT EXISTS (
  SELECT FROM unnest(CASE WHEN ${stationId} IS NULL THEN ${ITS_STATIONS} ELSE ARRAY[${stationId}] END) AS asked(id)
   WHERE NOT EXISTS (SELECT FROM allergies_seen n WHERE n.round_id = r.id AND n.station_id = asked.id)))`
