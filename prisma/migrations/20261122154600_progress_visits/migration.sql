-- AlterTable
ALTER TABLE "LessonProgress" ADD COLUMN     "visits" JSONB NOT NULL DEFAULT '{}';
