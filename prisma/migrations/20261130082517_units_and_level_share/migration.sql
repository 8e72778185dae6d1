-- What a portion is called, and dishes that a member's level takes nothing off: none is, so far.
ALTER TABLE "dish" ADD COLUMN     "has_level_share" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "unit" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "units" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE "order_line" ADD COLUMN     "has_level_share" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "unit" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "units" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE "dish" ADD CONSTRAINT "dish_units" CHECK (is_localized("units"));
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_units" CHECK (is_localized("units"));
