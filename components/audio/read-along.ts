'use client'

import { useEffect } from 'react'
import type { PlayableSentence } from '#lib/domain/playback.ts'
import { currentSentence, playFrom, setFollowing } from './player.ts'
import type { PlayerState } from './player-state.ts'
import { rangeOf, sentenceAtPoint } from './sentence-range.ts'

/** What answers a click in its own way. */
const ownClick = 'a, button, input, label, select, textarea, summary, form, [role], [tabindex]'
/** Keys that move the page. */
const scrollKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '])

/** Marks the sentence without touching the text: `::highlight(heard)`, and the block for browsers that lack it. */
function mark(sentence: PlayableSentence, range: Range): () => void {
  const element = document.getElementById(sentence.elementId)
  if (sentence.inPlace && 'highlights' in CSS) CSS.highlights.set('heard', new Highlight(range))
  else element?.setAttribute('data-heard', '')
  return () => {
    if ('highlights' in CSS) CSS.highlights.delete('heard')
    element?.removeAttribute('data-heard')
  }
}

/** Brings what is said to where one reads comfortably, if it is not in sight. */
function bringIntoSight(range: Range): void {
  const { top, bottom } = range.getBoundingClientRect()
  const lowest = innerHeight - 160
  if (top >= 72 && bottom <= lowest) return
  const smooth = !matchMedia('(prefers-reduced-motion: reduce)').matches
  scrollBy({ top: top - innerHeight * 0.3, behavior: smooth ? 'smooth' : 'instant' })
}

/** Text and voice as one: marks, scrolls along until the reader scrolls, and plays from a sentence that is clicked. */
export function useReadAlong(state: PlayerState, isShown: boolean): void {
  const { lesson, isFollowing } = state
  const sentence = isShown ? currentSentence(state) : null

  useEffect(() => {
    if (!sentence || !lesson) return
    const range = rangeOf(sentence, lesson.sentences)
    if (!range) return
    if (isFollowing) bringIntoSight(range)
    return mark(sentence, range)
  }, [sentence, lesson, isFollowing])

  useEffect(() => {
    if (!isShown) return
    const stop = () => setFollowing(false)
    const stopByKey = (event: KeyboardEvent) => {
      const isInPage = event.target instanceof Element && !event.target.closest('.player')
      if (isInPage && scrollKeys.has(event.key)) stop()
    }
    addEventListener('wheel', stop, { passive: true })
    addEventListener('touchmove', stop, { passive: true })
    addEventListener('keydown', stopByKey)
    return () => {
      removeEventListener('wheel', stop)
      removeEventListener('touchmove', stop)
      removeEventListener('keydown', stopByKey)
    }
  }, [isShown])

  useEffect(() => {
    if (!isShown || !lesson) return
    const clicked = (event: MouseEvent) => {
      const { target } = event
      const lessonText = target instanceof Element ? target.closest('article.lesson') : null
      if (!(target instanceof Element) || !lessonText) return
      // Within the text: the page around it may be focusable, too.
      if (lessonText.contains(target.closest(ownClick))) return
      if (event.defaultPrevented || getSelection()?.type === 'Range') return
      const found = sentenceAtPoint(lesson.sentences, target, event.clientX, event.clientY)
      if (found) playFrom(found.startMs)
    }
    document.addEventListener('click', clicked)
    return () => document.removeEventListener('click', clicked)
  }, [isShown, lesson])
}
