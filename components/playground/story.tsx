'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { lessonOf } from './engine/lessons.ts'
import type { LessonLink } from './offers.ts'
import { describeFrame } from './say.ts'
import type { Session } from './session.ts'
import { useSessionState } from './use-session.ts'

interface StoryProps {
  session: Session | null
  courseSlug: string
  lessons: readonly LessonLink[]
}

/** What the last step asked for and what the allocator did about it, with the lesson that teaches it. */
export function Story({ session, courseSlug, lessons }: StoryProps) {
  const frame = useSessionState(session, (state) => state.frame)
  const run = useSessionState(session, (state) => state.run)
  const playing = useSessionState(session, (state) => state.playing)
  if (!frame || !run) return <div className="story" />
  const { told } = frame
  const events = told?.sentences.map(({ event }) => event).filter((event) => event !== null) ?? []
  const slugs = new Set(events.map((event) => lessonOf[event]))
  return (
    <section className="story" aria-label="What just happened">
      <p className="story-call">
        {told ? <code>{told.call}</code> : 'The start: no arena, every list empty.'}
        {told?.returned && (
          <>
            <span aria-hidden="true"> → </span>
            <span className="sr-only"> returned </span>
            <span className="address">{told.returned}</span>
          </>
        )}
      </p>
      <ol>
        {told?.sentences.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      <p className="story-lessons">
        {lessons
          .filter(({ slug }) => slugs.has(slug))
          .map(({ slug, number, title }) => (
            <Link key={slug} href={`/learn/${courseSlug}/${slug}` as Route} prefetch={false}>
              Lesson {number}: {title}
            </Link>
          ))}
      </p>
      <p role="status" className="sr-only">
        {!playing &&
          `${describeFrame(frame, run)} ${told?.call ?? ''} ${told?.sentences.map(({ text }) => text).join(' ') ?? ''}`}
      </p>
    </section>
  )
}
