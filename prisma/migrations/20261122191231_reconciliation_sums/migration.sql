-- AlterTable
ALTER TABLE "Reconciliation" ADD COLUMN     "sums" JSONB;
