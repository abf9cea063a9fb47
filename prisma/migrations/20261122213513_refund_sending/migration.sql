-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "sendingSince" TIMESTAMPTZ(3);

-- Never more is decided to go back than came in. What the provider says was returned is a fact, and is written down whatever it amounts
-- to: in BTCPay's own pages its owner may return more than was paid.
CREATE OR REPLACE FUNCTION "refund_is_not_beyond_paid"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."status" = 'FAILED' OR NEW."providerRefundId" IS NOT NULL THEN
    RETURN NEW;
  END IF;
  -- Whoever adds a refund to this order at the same moment waits here.
  PERFORM 1 FROM "Order" WHERE "id" = NEW."orderId" FOR UPDATE;
  IF NEW."amountInCents" + (
    SELECT coalesce(sum("amountInCents"), 0) FROM "Refund"
    WHERE "orderId" = NEW."orderId" AND "status" <> 'FAILED' AND "id" <> NEW."id"
  ) > (
    SELECT coalesce(sum(CASE "kind" WHEN 'DEPOSIT_USED' THEN -"amountInCents" ELSE "amountInCents" END), 0)
    FROM "Payment" WHERE "orderId" = NEW."orderId" AND "kind" IN ('CHARGE', 'DEPOSIT', 'DEPOSIT_USED')
  ) THEN
    RAISE EXCEPTION 'Refund_not_beyond_paid: order % would return more than it was paid', NEW."orderId";
  END IF;
  RETURN NEW;
END $$;
