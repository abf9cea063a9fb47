-- AlterTable
ALTER TABLE "User" ADD COLUMN     "playbackRate" DOUBLE PRECISION NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "LessonProgress" ADD COLUMN     "sentenceId" TEXT;

-- CreateTable
CREATE TABLE "PodcastFeed" (
    "userId" UUID NOT NULL,
    "courseSlug" TEXT NOT NULL,
    "version" UUID NOT NULL,
    "secretHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PodcastFeed_pkey" PRIMARY KEY ("userId","courseSlug")
);

-- CreateIndex
CREATE UNIQUE INDEX "PodcastFeed_secretHash_key" ON "PodcastFeed"("secretHash");

-- AddForeignKey
ALTER TABLE "PodcastFeed" ADD CONSTRAINT "PodcastFeed_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The player's speeds.
ALTER TABLE "User" ADD CONSTRAINT "User_playbackRate_check" CHECK ("playbackRate" BETWEEN 0.75 AND 2);
