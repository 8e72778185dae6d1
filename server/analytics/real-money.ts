// Simulated money is no money: where a store took both, its figures count the real and the
// simulated stands apart. A demo in which nothing real was ever paid is all play, and counts what
// it has.

/**
 * A CTE `play` with one row for the store `$1`: `is_play`. Only a demo that no platform ever paid
 * is.
 */
export const PLAY = `play AS MATERIALIZED (
  SELECT s.is_demo AND NOT EXISTS (SELECT FROM payment p
           WHERE p.store_id = s.id AND p.state = 'succeeded'
             AND NOT p.is_simulated AND p.provider NOT IN ('cash', 'terminal')) AS is_play
    FROM store s WHERE s.id = $1)`

/** Whether the payment aliased so counts as money; needs PLAY. */
export const isMoney = (payment: string) =>
  `(NOT ${payment}.is_simulated OR (SELECT is_play FROM play))`
