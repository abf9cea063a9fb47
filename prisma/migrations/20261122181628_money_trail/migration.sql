-- CreateEnum
CREATE TYPE "OrderStepKind" AS ENUM ('STATUS', 'REFUND', 'ACCESS');

-- CreateEnum
CREATE TYPE "AuditAction" AS ENUM ('REFUND', 'GIVE_ACCESS', 'END_ACCESS', 'RETRY_EVENT', 'RETRY_JOB', 'COMPARE_BOOKS', 'EXPORT_ORDERS', 'DOWNLOAD_EVIDENCE');

-- AlterEnum
ALTER TYPE "Provider" ADD VALUE 'COMP';

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "country" TEXT,
ADD COLUMN     "invoiceId" TEXT,
ADD COLUMN     "taxInCents" INTEGER;

-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "endsAccess" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ProviderEvent" ADD COLUMN     "orderId" UUID;

-- CreateTable
CREATE TABLE "OrderStep" (
    "id" SERIAL NOT NULL,
    "orderId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" "OrderStepKind" NOT NULL,
    "value" TEXT NOT NULL,
    "reason" TEXT,
    "refundId" UUID,

    CONSTRAINT "OrderStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderMail" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OrderMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "action" "AuditAction" NOT NULL,
    "orderId" UUID,
    "reason" TEXT,
    "detail" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reconciliation" (
    "id" SERIAL NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "checked" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "Reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Finding" (
    "key" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Finding_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "OrderStep_orderId_idx" ON "OrderStep"("orderId");

-- CreateIndex
CREATE INDEX "OrderMail_orderId_idx" ON "OrderMail"("orderId");

-- CreateIndex
CREATE INDEX "AuditEntry_orderId_idx" ON "AuditEntry"("orderId");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "Reconciliation_startedAt_idx" ON "Reconciliation"("startedAt");

-- CreateIndex
CREATE INDEX "Finding_resolvedAt_lastSeenAt_idx" ON "Finding"("resolvedAt", "lastSeenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Order_invoiceId_key" ON "Order"("invoiceId");

-- CreateIndex
CREATE INDEX "ProviderEvent_orderId_idx" ON "ProviderEvent"("orderId");

-- AddForeignKey
ALTER TABLE "ProviderEvent" ADD CONSTRAINT "ProviderEvent_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderStep" ADD CONSTRAINT "OrderStep_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderMail" ADD CONSTRAINT "OrderMail_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEntry" ADD CONSTRAINT "AuditEntry_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the database notes by itself: every change of an order's status, of a refund, and of access.
CREATE FUNCTION "note_order_status"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW."status" <> OLD."status" THEN
    INSERT INTO "OrderStep" ("orderId", "at", "kind", "value")
    VALUES (NEW."id", clock_timestamp(), 'STATUS', NEW."status"::text);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Order_notes_status" AFTER INSERT OR UPDATE OF "status" ON "Order"
  FOR EACH ROW EXECUTE FUNCTION "note_order_status"();

CREATE FUNCTION "note_refund_status"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW."status" <> OLD."status" THEN
    INSERT INTO "OrderStep" ("orderId", "at", "kind", "value", "reason", "refundId")
    VALUES (NEW."orderId", clock_timestamp(), 'REFUND', NEW."status"::text, NEW."failureReason", NEW."id");
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Refund_notes_status" AFTER INSERT OR UPDATE OF "status" ON "Refund"
  FOR EACH ROW EXECUTE FUNCTION "note_refund_status"();

CREATE FUNCTION "note_access"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW."revokedReason" IS DISTINCT FROM OLD."revokedReason" THEN
    INSERT INTO "OrderStep" ("orderId", "at", "kind", "value", "reason")
    VALUES (
      NEW."orderId", clock_timestamp(), 'ACCESS',
      CASE WHEN NEW."revokedAt" IS NULL THEN 'OPEN' ELSE 'CLOSED' END, NEW."revokedReason"::text
    );
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Entitlement_notes_access" AFTER INSERT OR UPDATE OF "revokedAt", "revokedReason" ON "Entitlement"
  FOR EACH ROW EXECUTE FUNCTION "note_access"();

-- What was noted stays.
CREATE FUNCTION "is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "OrderStep_append_only" BEFORE UPDATE OR DELETE ON "OrderStep"
  FOR EACH ROW EXECUTE FUNCTION "is_append_only"();
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION "is_append_only"();

ALTER TABLE "Order" ADD CONSTRAINT "Order_tax_not_negative" CHECK ("taxInCents" >= 0);
ALTER TABLE "Order" ADD CONSTRAINT "Order_country_is_iso" CHECK ("country" ~ '^[A-Z]{2}$');
