-- By hand: what Prisma cannot say. A migration of its own, as a new value of an enum cannot be used in the one that adds it.
ALTER TABLE "Order" ADD CONSTRAINT "Order_discount_within_amount" CHECK ("discountInCents" BETWEEN 0 AND "amountInCents");
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_is_upper_case" CHECK ("code" ~ '^[A-Z0-9-]{3,40}$');
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_percent_or_amount"
  CHECK (("percentOff" IS NULL) <> ("amountOffInCents" IS NULL) AND ("amountOffInCents" IS NULL) = ("currency" IS NULL));
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_percent_1_to_100" CHECK ("percentOff" BETWEEN 1 AND 100);
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_amount_positive" CHECK ("amountOffInCents" > 0);
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_limit_positive" CHECK ("maxOrders" > 0);

-- What bought nothing goes back beside a refund of the price, so each may have one that waits to be sent.
DROP INDEX "Refund_one_waiting_per_order";
CREATE UNIQUE INDEX "Refund_one_waiting_per_order" ON "Refund" ("orderId", ("origin" = 'UNMATCHED')) WHERE "status" = 'REQUESTED';

-- Never more back than came in: charges, and deposits that no charge has taken.
CREATE OR REPLACE FUNCTION "refund_is_not_beyond_paid"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."status" = 'FAILED' THEN
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
