-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "nameLanguage" TEXT;
