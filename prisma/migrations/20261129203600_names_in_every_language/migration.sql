-- A name is written once, as the house first wrote it, and beside it in every other language there is: {"en": "Kung Pao chicken", "fr": …}
-- in place of one column for English. Nothing is lost: what was English stays it, and what was empty is no name.

-- Whether a column holds texts by language, each with something in it.
CREATE FUNCTION is_localized(texts jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_typeof(texts) = 'object' AND NOT jsonb_path_exists(texts, '$.keyvalue() ? (
    !(@.key like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$") || @.value.type() != "string" || @.value == "")')
$$;

-- What was English, as such a column.
CREATE FUNCTION pg_temp.from_english(english text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN english ~ '[^[:space:]]' THEN jsonb_build_object('en', english) ELSE '{}' END
$$;
-- The same for the options that stand in a line as they were chosen.
CREATE FUNCTION pg_temp.chosen_from_english(chosen jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(jsonb_agg((each - 'nameEn') || jsonb_build_object('names', pg_temp.from_english(each->>'nameEn')) ORDER BY at), '[]')
    FROM jsonb_array_elements(chosen) WITH ORDINALITY AS _(each, at)
$$;
-- The same for the level of the member, in the rules that a bill keeps once there is money in it.
CREATE FUNCTION pg_temp.rules_from_english(rules jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(rules->'member') = 'object' THEN
    jsonb_set(rules, '{member}', (rules->'member') - 'levelNameEn'
      || jsonb_build_object('levelNames', pg_temp.from_english(rules->'member'->>'levelNameEn')))
  ELSE rules END
$$;

ALTER TABLE "brand" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "brand" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "brand" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "brand_names" CHECK (is_localized("names"));
ALTER TABLE "store" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "store" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "store" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "store_names" CHECK (is_localized("names"));
ALTER TABLE "member_level" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "member_level" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "member_level" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "member_level_names" CHECK (is_localized("names"));
ALTER TABLE "coupon_offer" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "coupon_offer" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "coupon_offer" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "coupon_offer_names" CHECK (is_localized("names"));
ALTER TABLE "reward" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "reward" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "reward" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "reward_names" CHECK (is_localized("names"));
ALTER TABLE "category" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "category" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "category" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "category_names" CHECK (is_localized("names"));
ALTER TABLE "dish" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "dish" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "dish" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "dish_names" CHECK (is_localized("names"));
ALTER TABLE "option_group" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "option_group" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "option_group" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "option_group_names" CHECK (is_localized("names"));
ALTER TABLE "option" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "option" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "option" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "option_names" CHECK (is_localized("names"));
ALTER TABLE "combo_slot" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "combo_slot" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "combo_slot" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "combo_slot_names" CHECK (is_localized("names"));
ALTER TABLE "station" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "station" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "station" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "station_names" CHECK (is_localized("names"));
ALTER TABLE "area" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en");
ALTER TABLE "area" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "area" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "area_names" CHECK (is_localized("names"));
ALTER TABLE "dish" ALTER COLUMN "description_en" TYPE JSONB USING pg_temp.from_english("description_en");
ALTER TABLE "dish" RENAME COLUMN "description_en" TO "descriptions";
ALTER TABLE "dish" ALTER COLUMN "descriptions" SET DEFAULT '{}', ALTER COLUMN "descriptions" SET NOT NULL,
  ADD CONSTRAINT "dish_descriptions" CHECK (is_localized("descriptions"));

-- Written at once: bills and lines are many.
ALTER TABLE "order_line" ALTER COLUMN "name_en" TYPE JSONB USING pg_temp.from_english("name_en"),
  ALTER COLUMN "choices" DROP DEFAULT, ALTER COLUMN "choices" TYPE JSONB USING pg_temp.chosen_from_english("choices"),
  ALTER COLUMN "choices" SET DEFAULT '[]';
ALTER TABLE "order_line" RENAME COLUMN "name_en" TO "names";
ALTER TABLE "order_line" ALTER COLUMN "names" SET DEFAULT '{}', ALTER COLUMN "names" SET NOT NULL,
  ADD CONSTRAINT "order_line_names" CHECK (is_localized("names"));
ALTER TABLE "order_adjustment" ALTER COLUMN "reason_en" TYPE JSONB USING pg_temp.from_english("reason_en");
ALTER TABLE "order_adjustment" RENAME COLUMN "reason_en" TO "reasons";
ALTER TABLE "order_adjustment" ALTER COLUMN "reasons" SET DEFAULT '{}', ALTER COLUMN "reasons" SET NOT NULL,
  ADD CONSTRAINT "order_adjustment_reasons" CHECK (is_localized("reasons"));
ALTER TABLE "customer_order" ALTER COLUMN "fixed_rules" TYPE JSONB USING pg_temp.rules_from_english("fixed_rules");

-- As before, by the new columns.
CREATE OR REPLACE FUNCTION default_station(of_store int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  found_id int;
BEGIN
  PERFORM FROM store WHERE id = of_store FOR NO KEY UPDATE;
  SELECT id INTO found_id FROM station WHERE store_id = of_store AND is_default;
  IF found_id IS NULL THEN
    UPDATE station SET is_default = true
     WHERE id = (SELECT min(id) FROM station WHERE store_id = of_store AND archived_at IS NULL AND NOT is_expo)
    RETURNING id INTO found_id;
  END IF;
  IF found_id IS NULL THEN
    INSERT INTO station (store_id, name, names, is_default) VALUES (of_store, '厨房', '{"en": "Kitchen"}', true)
    RETURNING id INTO found_id;
  END IF;
  RETURN found_id;
END $$;
