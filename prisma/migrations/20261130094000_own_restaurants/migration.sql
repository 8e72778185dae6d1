-- CreateTable
CREATE TABLE "house" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "own_since" TIMESTAMPTZ(3),
    "steps" JSONB NOT NULL DEFAULT '{}',
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "house_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "id" SERIAL NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "session_hash" BYTEA,

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "setup_link_token_hash_key" ON "setup_link"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "setup_link_session_hash_key" ON "setup_link"("session_hash");

-- CreateIndex
CREATE INDEX "setup_link_expires_at_idx" ON "setup_link"("expires_at");

ALTER TABLE house
  ADD CONSTRAINT house_is_one CHECK (id = 1),
  ADD CONSTRAINT house_steps_known CHECK (jsonb_typeof(steps) = 'object'),
  ADD CONSTRAINT house_opened_once_own CHECK (opened_at IS NULL OR own_since IS NOT NULL);
ALTER TABLE setup_link
  ADD CONSTRAINT setup_link_used_for_a_session CHECK ((used_at IS NULL) = (session_hash IS NULL));

-- Whoever has a store of their own already, by hand, has opened.
INSERT INTO house (own_since, opened_at)
SELECT min(created_at), min(created_at) FROM store WHERE NOT is_demo;

-- What is an owner's own stays so.
CREATE FUNCTION keep_house() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the data of this house is its owner''s' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER own_for_good BEFORE UPDATE ON house FOR EACH ROW
  WHEN (OLD.own_since IS NOT NULL AND NEW.own_since IS DISTINCT FROM OLD.own_since) EXECUTE FUNCTION keep_house();
CREATE TRIGGER never_gone BEFORE DELETE ON house FOR EACH ROW EXECUTE FUNCTION keep_house();

-- No store of the demo comes into a house that is somebody's own.
CREATE FUNCTION keep_demo_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM house WHERE own_since IS NOT NULL) THEN
    RAISE EXCEPTION 'the data of this house is its owner''s' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER demo_stays_out BEFORE INSERT ON store FOR EACH ROW WHEN (NEW.is_demo) EXECUTE FUNCTION keep_demo_out();

-- Nor is it emptied, by whatever statement.
CREATE FUNCTION refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM house WHERE own_since IS NOT NULL) THEN
    RAISE EXCEPTION 'the data of this house is its owner''s' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON store FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON staff FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON dish FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON member FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON customer_order FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();

-- Takes all of the demo away, and says whether it did: only while every store is the demo's and no real money was ever taken
-- there. Ids go on where they were, so that nothing which still names one of the demo's finds one of the owner's.
CREATE FUNCTION leave_demo() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  names text;
BEGIN
  PERFORM FROM house WHERE own_since IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF NOT EXISTS (SELECT FROM store) OR EXISTS (SELECT FROM store WHERE NOT is_demo)
     OR EXISTS (SELECT FROM payment_account a WHERE a.is_enabled AND a.archived_at IS NULL)
     OR EXISTS (SELECT FROM payment WHERE account_id IS NOT NULL AND NOT is_simulated) THEN
    RETURN false;
  END IF;
  SELECT string_agg(quote_ident(relname), ', ') INTO names FROM pg_class
   WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
     AND relname NOT IN ('_prisma_migrations', 'house', 'setup_link', 'limit_count');
  EXECUTE 'TRUNCATE ' || names;
  RETURN true;
END $$;
