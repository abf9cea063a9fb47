'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Story, StoryFrame } from './story.ts'

/** Milliseconds between two beats, and after something rare. */
const beat = 260
const pause = 1900
/** The page settles first; reading comes before watching. */
const quietStart = 1500

let loading: Promise<{ story: Story; requestsPerBeat: number }> | undefined

/** Fetches the engine once, and plays it to where the server's picture stands. */
function load() {
  loading ??= import('./story.ts').then(({ openStory, requestsPerBeat }) => ({
    story: openStory(),
    requestsPerBeat,
  }))
  return loading
}

interface StoryPlayer {
  frame: StoryFrame
  playing: boolean
  setPlaying: (playing: boolean) => void
  /** Stops the story and does one thing in it. */
  act: <T>(deed: (story: Story) => T) => Promise<{ result: T; frame: StoryFrame }>
}

/**
 * The living heap: begins to run by itself while `figure` is on the screen, unless the reader prefers less motion, and rests while it
 * is out of sight.
 */
export function useStory(opening: StoryFrame, figure: RefObject<HTMLElement | null>): StoryPlayer {
  const [frame, setFrame] = useState(opening)
  const [playing, setPlaying] = useState(false)
  const [inView, setInView] = useState(false)
  const begun = useRef(false)

  useEffect(() => {
    if (!figure.current) return
    const observer = new IntersectionObserver(([entry]) => setInView(entry?.isIntersecting ?? false))
    observer.observe(figure.current)
    return () => observer.disconnect()
  }, [figure])

  useEffect(() => {
    if (!inView || begun.current || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const timer = setTimeout(() => {
      if (!begun.current) setPlaying(true)
      begun.current = true
    }, quietStart)
    return () => clearTimeout(timer)
  }, [inView])

  useEffect(() => {
    if (!playing || !inView) return
    let timer: ReturnType<typeof setTimeout>
    let over = false
    const run = async () => {
      const { story, requestsPerBeat } = await load()
      if (over) return
      const notable = story.advance(requestsPerBeat)
      setFrame(story.frame())
      timer = setTimeout(run, notable ? pause : beat)
    }
    timer = setTimeout(run, 0)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [playing, inView])

  return {
    frame,
    playing,
    setPlaying: (next) => {
      begun.current = true
      setPlaying(next)
    },
    act: async (deed) => {
      begun.current = true
      setPlaying(false)
      const { story } = await load()
      const result = deed(story)
      const next = story.frame()
      setFrame(next)
      return { result, frame: next }
    },
  }
}
