-- CreateEnum
CREATE TYPE "CertificateVisibility" AS ENUM ('PUBLIC', 'NAMELESS', 'PRIVATE');

-- AlterEnum
ALTER TYPE "RevocationReason" ADD VALUE 'REMOVED';

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Certificate" ADD COLUMN     "capstone" TEXT,
ADD COLUMN     "exerciseCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "exercisesSolved" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "quizCorrect" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "quizQuestions" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "statusSerial" SERIAL NOT NULL,
ADD COLUMN     "visibility" "CertificateVisibility" NOT NULL DEFAULT 'PUBLIC';

-- CreateTable
CREATE TABLE "CertificateCorrection" (
    "id" UUID NOT NULL,
    "certificateId" TEXT NOT NULL,
    "formerName" TEXT NOT NULL,
    "byOwner" BOOLEAN NOT NULL,
    "correctedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CertificateCorrection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CertificatePrint" (
    "certificateId" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "printedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CertificatePrint_pkey" PRIMARY KEY ("certificateId","sha256")
);

-- CreateTable
CREATE TABLE "IssuerKey" (
    "publicKey" TEXT NOT NULL,
    "firstUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IssuerKey_pkey" PRIMARY KEY ("publicKey")
);

-- CreateTable
CREATE TABLE "TranscriptLink" (
    "id" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "courseSlug" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TranscriptLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CertificateCorrection_certificateId_idx" ON "CertificateCorrection"("certificateId");

-- CreateIndex
CREATE UNIQUE INDEX "TranscriptLink_userId_courseSlug_key" ON "TranscriptLink"("userId", "courseSlug");

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_statusSerial_key" ON "Certificate"("statusSerial");

-- AddForeignKey
ALTER TABLE "CertificateCorrection" ADD CONSTRAINT "CertificateCorrection_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CertificatePrint" ADD CONSTRAINT "CertificatePrint_certificateId_fkey" FOREIGN KEY ("certificateId") REFERENCES "Certificate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TranscriptLink" ADD CONSTRAINT "TranscriptLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The graduate corrects the name once, however many requests race.
CREATE UNIQUE INDEX "CertificateCorrection_once_by_learner" ON "CertificateCorrection"("certificateId") WHERE NOT "byOwner";
