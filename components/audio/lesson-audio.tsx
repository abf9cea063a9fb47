import { ListenButton } from './listen-button.tsx'

interface LessonAudioProps {
  courseSlug: string
  lessonSlug: string
  durationMs: number
}

/** "6 min", at least one. */
export const lengthOf = (durationMs: number) => `${Math.max(1, Math.round(durationMs / 60_000))} min`

/** Under a lesson's title: hear it here, or take it along. */
export function LessonAudio({ courseSlug, lessonSlug, durationMs }: LessonAudioProps) {
  const address = `/api/audio/${courseSlug}/${lessonSlug}`
  return (
    <div className="lesson-audio">
      <ListenButton courseSlug={courseSlug} lessonSlug={lessonSlug} length={lengthOf(durationMs)} />
      <a href={`${address}/download`}>Download</a>
      <a href={`${address}/transcript`}>Transcript</a>
      <noscript>
        <audio controls preload="none" src={`${address}/download`}>
          <track kind="captions" src={`${address}/transcript?format=vtt`} srcLang="en" />
        </audio>
      </noscript>
    </div>
  )
}
