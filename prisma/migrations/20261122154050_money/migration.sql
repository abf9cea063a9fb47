-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "OrderStatus" ADD VALUE 'DISPUTED';
ALTER TYPE "OrderStatus" ADD VALUE 'CHARGED_BACK';

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "problem" TEXT;

-- Part refunds made at the provider stand beside each other, so "one alive" becomes: one that waits to be sent, one of
-- nothing (a free order), and together never more than was paid.
DROP INDEX "Refund_one_alive_per_order";
CREATE UNIQUE INDEX "Refund_one_waiting_per_order" ON "Refund" ("orderId") WHERE "status" = 'REQUESTED';
CREATE UNIQUE INDEX "Refund_one_of_nothing" ON "Refund" ("orderId") WHERE "status" <> 'FAILED' AND "amountInCents" = 0;

CREATE FUNCTION "refund_is_not_beyond_paid"() RETURNS trigger LANGUAGE plpgsql AS $$
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
    SELECT coalesce(sum("amountInCents"), 0) FROM "Payment" WHERE "orderId" = NEW."orderId" AND "kind" = 'CHARGE'
  ) THEN
    RAISE EXCEPTION 'Refund_not_beyond_paid: order % would return more than it was paid', NEW."orderId";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Refund_not_beyond_paid" BEFORE INSERT OR UPDATE OF "amountInCents", "status" ON "Refund"
  FOR EACH ROW EXECUTE FUNCTION "refund_is_not_beyond_paid"();

-- Two presses of "Buy" share one order.
CREATE UNIQUE INDEX "Order_one_open_per_buyer" ON "Order" ("userId", "courseSlug")
  WHERE "status" = 'PENDING' AND "userId" IS NOT NULL;
