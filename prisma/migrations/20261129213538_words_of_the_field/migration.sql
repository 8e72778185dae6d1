-- Names only: nothing that is kept changes.

-- A person's role at a store.
ALTER TABLE "staff_post" RENAME TO "staff_role";
ALTER TABLE "staff_role" RENAME CONSTRAINT "staff_post_pkey" TO "staff_role_pkey";
ALTER TABLE "staff_role" RENAME CONSTRAINT "staff_post_staff_id_fkey" TO "staff_role_staff_id_fkey";
ALTER TABLE "staff_role" RENAME CONSTRAINT "staff_post_store_id_fkey" TO "staff_role_store_id_fkey";
ALTER INDEX "staff_post_store_id_idx" RENAME TO "staff_role_store_id_idx";

-- A screen that waits to be paired.
ALTER TABLE "screen_wish" RENAME TO "pairing";
ALTER SEQUENCE "screen_wish_id_seq" RENAME TO "pairing_id_seq";
ALTER TABLE "pairing" RENAME CONSTRAINT "screen_wish_pkey" TO "pairing_pkey";
ALTER INDEX "screen_wish_code_key" RENAME TO "pairing_code_key";
ALTER INDEX "screen_wish_token_hash_key" RENAME TO "pairing_token_hash_key";
ALTER INDEX "screen_wish_expires_at_idx" RENAME TO "pairing_expires_at_idx";

-- The keys of requests to a cart.
ALTER TABLE "cart_wish" RENAME TO "cart_request";
ALTER TABLE "cart_request" RENAME CONSTRAINT "cart_wish_pkey" TO "cart_request_pkey";
ALTER TABLE "cart_request" RENAME CONSTRAINT "cart_wish_sitting_id_fkey" TO "cart_request_sitting_id_fkey";
ALTER INDEX "cart_wish_created_at_idx" RENAME TO "cart_request_created_at_idx";

-- What one request to give money back became, and the page where a payment is made.
ALTER TABLE "refund" RENAME COLUMN "wish_key" TO "request_key";
ALTER TABLE "refund" RENAME COLUMN "wish_hash" TO "request_hash";
ALTER INDEX "refund_store_id_wish_key_idx" RENAME TO "refund_store_id_request_key_idx";
ALTER TABLE "payment" RENAME COLUMN "door_url" TO "pay_url";

-- The one function that names a table of these.
CREATE OR REPLACE FUNCTION end_demo_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM staff s WHERE s.has_demo_password AND EXISTS (
    SELECT FROM staff_role r JOIN payment_account a ON a.store_id = r.store_id
     WHERE r.staff_id = s.id AND a.is_enabled AND a.archived_at IS NULL)
   ORDER BY s.id FOR UPDATE;
  UPDATE staff_session SET ended_at = now()
   WHERE ended_at IS NULL AND staff_id IN (
     SELECT s.id FROM staff s
       JOIN staff_role r ON r.staff_id = s.id
       JOIN payment_account a ON a.store_id = r.store_id AND a.is_enabled AND a.archived_at IS NULL
      WHERE s.has_demo_password);
  UPDATE device SET revoked_at = now()
   WHERE revoked_at IS NULL AND is_demo AND paired_by_id IN (
     SELECT r.staff_id FROM staff_role r
       JOIN payment_account a ON a.store_id = r.store_id AND a.is_enabled AND a.archived_at IS NULL);
  RETURN NULL;
END $$;
