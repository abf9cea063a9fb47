-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "isGift" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Gift" (
    "orderId" UUID NOT NULL,
    "recipientEmail" TEXT NOT NULL,
    "fromName" TEXT NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "sendAt" TIMESTAMPTZ(3) NOT NULL,
    "sending" INTEGER NOT NULL DEFAULT 1,
    "tokenHash" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "redeemedAt" TIMESTAMPTZ(3),
    "redeemedById" UUID,

    CONSTRAINT "Gift_pkey" PRIMARY KEY ("orderId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Gift_tokenHash_key" ON "Gift"("tokenHash");

-- CreateIndex
CREATE INDEX "Gift_redeemedById_idx" ON "Gift"("redeemedById");

-- AddForeignKey
ALTER TABLE "Gift" ADD CONSTRAINT "Gift_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Gift" ADD CONSTRAINT "Gift_redeemedById_fkey" FOREIGN KEY ("redeemedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must never happen, and Prisma cannot say. ------------------------------------------------------

-- Who has begun to buy for themselves can begin to buy for others beside it.
DROP INDEX "Order_one_open_per_buyer";
CREATE UNIQUE INDEX "Order_one_open_per_buyer" ON "Order" ("userId", "courseSlug")
  WHERE "status" = 'PENDING' AND "userId" IS NOT NULL AND NOT "isGift";

ALTER TABLE "Gift" ADD CONSTRAINT "Gift_redeemed_says_by_whom" CHECK (("redeemedAt" IS NULL) = ("redeemedById" IS NULL));
ALTER TABLE "Gift" ADD CONSTRAINT "Gift_email_is_normal"
  CHECK ("recipientEmail" = lower("recipientEmail") AND position('@' in "recipientEmail") > 1);
ALTER TABLE "Gift" ADD CONSTRAINT "Gift_text_length"
  CHECK (char_length("fromName") BETWEEN 1 AND 100 AND char_length("message") <= 500);
ALTER TABLE "Gift" ADD CONSTRAINT "Gift_sending_counts_from_1" CHECK ("sending" >= 1);
