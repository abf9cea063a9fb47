-- AlterEnum
ALTER TYPE "Provider" ADD VALUE 'BTCPAY';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "PaymentKind" ADD VALUE 'DEPOSIT';
ALTER TYPE "PaymentKind" ADD VALUE 'DEPOSIT_USED';

-- AlterEnum
ALTER TYPE "RefundOrigin" ADD VALUE 'UNMATCHED';

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "discountInCents" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "promotionCodeId" UUID;

-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "claimSteps" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "claimUrl" TEXT;

-- CreateTable
CREATE TABLE "PromotionCode" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "percentOff" INTEGER,
    "amountOffInCents" INTEGER,
    "currency" TEXT,
    "maxOrders" INTEGER,
    "expiresAt" TIMESTAMPTZ(3),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PromotionCode_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PromotionCode_code_key" ON "PromotionCode"("code");

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_promotionCodeId_fkey" FOREIGN KEY ("promotionCodeId") REFERENCES "PromotionCode"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
