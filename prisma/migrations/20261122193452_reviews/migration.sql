-- CreateEnum
CREATE TYPE "HideReason" AS ENUM ('INSULT', 'PERSONAL_DATA', 'OFF_TOPIC', 'ADVERTISING', 'UNLAWFUL');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "AuditAction" ADD VALUE 'ANSWER_REVIEW';
ALTER TYPE "AuditAction" ADD VALUE 'HIDE_REVIEW';
ALTER TYPE "AuditAction" ADD VALUE 'SHOW_REVIEW';

-- AlterTable
ALTER TABLE "Review" DROP COLUMN "updatedAt",
ADD COLUMN     "answer" TEXT,
ADD COLUMN     "answeredAt" TIMESTAMPTZ(3),
ADD COLUMN     "displayName" TEXT NOT NULL,
ADD COLUMN     "editedAt" TIMESTAMPTZ(3),
ADD COLUMN     "hiddenAt" TIMESTAMPTZ(3),
ADD COLUMN     "hideReason" "HideReason",
ADD COLUMN     "isPaidFor" BOOLEAN NOT NULL,
ADD COLUMN     "lessonsDone" INTEGER NOT NULL,
ADD COLUMN     "percentDone" INTEGER NOT NULL,
ADD COLUMN     "withdrawnAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ReviewVote" (
    "reviewId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ReviewVote_pkey" PRIMARY KEY ("reviewId","userId")
);

-- CreateTable
CREATE TABLE "ReviewAsk" (
    "userId" UUID NOT NULL,
    "courseSlug" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mailedAt" TIMESTAMPTZ(3),
    "declinedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewAsk_pkey" PRIMARY KEY ("userId","courseSlug")
);

-- CreateIndex
CREATE INDEX "ReviewVote_userId_idx" ON "ReviewVote"("userId");

-- CreateIndex
CREATE INDEX "Review_courseSlug_createdAt_idx" ON "Review"("courseSlug", "createdAt");

-- AddForeignKey
ALTER TABLE "ReviewVote" ADD CONSTRAINT "ReviewVote_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "Review"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewVote" ADD CONSTRAINT "ReviewVote_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewAsk" ADD CONSTRAINT "ReviewAsk_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must never happen, and Prisma cannot say. ------------------------------------------------------

ALTER TABLE "Review" ADD CONSTRAINT "Review_says_something_unless_withdrawn"
  CHECK (("withdrawnAt" IS NULL AND char_length("text") >= 1) OR ("withdrawnAt" IS NOT NULL AND "text" = ''));
ALTER TABLE "Review" ADD CONSTRAINT "Review_display_name" CHECK (char_length("displayName") <= 50 AND position('@' in "displayName") = 0);
ALTER TABLE "Review" ADD CONSTRAINT "Review_progress" CHECK ("percentDone" BETWEEN 0 AND 100 AND "lessonsDone" >= 0);
ALTER TABLE "Review" ADD CONSTRAINT "Review_hidden_says_why" CHECK (("hiddenAt" IS NULL) = ("hideReason" IS NULL));
ALTER TABLE "Review" ADD CONSTRAINT "Review_answer"
  CHECK (("answer" IS NULL) = ("answeredAt" IS NULL) AND char_length("answer") BETWEEN 1 AND 2000);

-- Nobody reviews a course that they never held: whatever writes it, a review has its entitlement.
CREATE FUNCTION "review_is_of_a_holder"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Entitlement" WHERE "userId" = NEW."userId" AND "courseSlug" = NEW."courseSlug") THEN
    RAISE EXCEPTION 'Review_of_a_holder: % never held %', NEW."userId", NEW."courseSlug";
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Review_of_a_holder" BEFORE INSERT OR UPDATE OF "userId", "courseSlug" ON "Review"
  FOR EACH ROW EXECUTE FUNCTION "review_is_of_a_holder"();
