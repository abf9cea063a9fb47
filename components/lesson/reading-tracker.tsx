'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useLayoutEffect } from 'react'
import { heardLast, isHeardNow } from '../audio/now-heard.ts'
import { note, send, sendOnLeaving } from './reading-log.ts'

interface ReadingTrackerProps {
  courseSlug: string
  lessonSlug: string
  /** The reader's id; empty for an anonymous one, whose progress stays on this device. */
  owner: string
  isDone: boolean
  /** Where a reader who comes from another page of the site takes up the lesson; a fresh load does it before the first paint. */
  resumeAt: string | null
}

const sendEverySeconds = 10
/**
 * Pixels from the top of the window: the block across this line is the place. Just below where a block stands that was
 * scrolled to, so that coming back again and again does not move the reader.
 */
const readingLine = 64

function position(lessonSlug: string) {
  const blocks = [...document.querySelectorAll<HTMLElement>('[data-block]')]
  const below = blocks.findIndex((block) => block.getBoundingClientRect().top > readingLine)
  const index = Math.max(0, (below === -1 ? blocks.length : below) - 1)
  const end = blocks.at(-1)?.getBoundingClientRect().bottom
  const read = {
    blockId: blocks[index]?.id ?? null,
    sentenceId: null,
    fraction: blocks.length > 1 ? index / (blocks.length - 1) : 0,
  }
  return { ...read, ...heardLast(lessonSlug), endSeen: end !== undefined && end <= innerHeight + 1 }
}

/** Follows one visit to a lesson until the returned function is called. */
function follow(
  { courseSlug, lessonSlug, owner, isDone }: Omit<ReadingTrackerProps, 'resumeAt'>,
  onDone: () => void,
) {
  const visitId = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
  const startedAt = Date.now()
  let activeSeconds = 0
  let endSeen = false
  let doneTold = isDone

  const put = () => {
    if (isHeardNow(lessonSlug)) return
    const now = position(lessonSlug)
    endSeen ||= now.endSeen
    note({
      owner,
      courseSlug,
      lessonSlug,
      visitId,
      startedAt,
      at: Date.now(),
      activeSeconds,
      ...now,
      endSeen,
    })
  }
  const report = async () => {
    const outcomes = await send(owner)
    if (doneTold || !outcomes.some((outcome) => outcome.lessonSlug === lessonSlug && outcome.isDone)) return
    doneTold = true
    onDone()
  }
  const tick = () => {
    if (document.visibilityState !== 'visible' || isHeardNow(lessonSlug)) return
    activeSeconds += 1
    const sawEnd = endSeen
    put()
    if (activeSeconds % sendEverySeconds === 0 || sawEnd !== endSeen) void report()
  }
  const leave = () => {
    if (document.visibilityState === 'visible') return
    put()
    sendOnLeaving(owner)
  }
  const unload = () => {
    put()
    sendOnLeaving(owner)
  }
  const timer = setInterval(tick, 1000)
  document.addEventListener('visibilitychange', leave)
  addEventListener('pagehide', unload)
  addEventListener('online', report)
  void report()
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', leave)
    removeEventListener('pagehide', unload)
    removeEventListener('online', report)
    void report()
  }
}

/** Keeps the reader's place and time while they read, without a click and without a trace on the screen. */
export function ReadingTracker({ courseSlug, lessonSlug, owner, isDone, resumeAt }: ReadingTrackerProps) {
  const router = useRouter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a visit; a lesson that becomes done is still the same visit
  useEffect(
    () => follow({ courseSlug, lessonSlug, owner, isDone }, () => router.refresh()),
    [courseSlug, lessonSlug, owner],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the lesson was opened, not where it is now
  useLayoutEffect(() => {
    const [load] = performance.getEntriesByType('navigation')
    const isFreshLoad = load && new URL(load.name).pathname === location.pathname
    if (!resumeAt || isFreshLoad || location.hash) return
    // After the router's own scroll to the top, and still before the next frame is shown.
    const frame = requestAnimationFrame(() => document.getElementById(resumeAt)?.scrollIntoView())
    return () => cancelAnimationFrame(frame)
  }, [lessonSlug])
  return null
}
