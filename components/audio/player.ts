/**
 * The player: one for the whole site, so that it plays on while the reader goes from page to page. React shows its state
 * (`usePlayer`); the sound is an `<audio>` element that it is given.
 */
import {
  type PlayableLesson,
  type PlaybackRate,
  sentenceAt,
  startOf,
  toPlaybackRate,
} from '#lib/domain/playback.ts'
import { placeOnThisDevice, send, sendOnLeaving } from '../lesson/reading-log.ts'
import { beginVisit, countSecond, putDown } from './listening-log.ts'
import { heardLast, tellHeard } from './now-heard.ts'
import { nothingPlayed, type PlayerState, type SleepTimer } from './player-state.ts'

const skipMs = 15_000
const sendEverySeconds = 10
const rateKey = 'playback-rate'

let state: PlayerState = nothingPlayed
let audio: HTMLAudioElement | null = null
let owner = ''
let saveRate: (rate: PlaybackRate) => void = () => {}
let goTo: (address: string) => void = () => {}
let refresh: () => void = () => {}
let ticketTried = false
const listeners = new Set<() => void>()

export const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const getState = (): PlayerState => state
export const getServerState = (): PlayerState => nothingPlayed

function set(change: Partial<PlayerState>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

/** What the page gives: who listens, how a speed is kept, how one goes to another page or sees this one anew. */
export function setUp(settings: {
  owner: string
  saveRate: (rate: PlaybackRate) => void
  goTo: (address: string) => void
  refresh: () => void
}): void {
  ;({ owner, saveRate, goTo, refresh } = settings)
}

/** The sentence that is heard now, or was heard last. */
export function currentSentence(of: PlayerState = state) {
  const { lesson, timeMs } = of
  return lesson?.sentences[Math.max(0, sentenceAt(lesson.sentences, timeMs))] ?? null
}

function report(endSeen: boolean): void {
  const { lesson, timeMs, isPlaying } = state
  if (!lesson) return
  const sentence = currentSentence()
  const place = {
    lessonSlug: lesson.lessonSlug,
    blockId: sentence?.elementId ?? null,
    sentenceId: sentence?.id ?? null,
    fraction: Math.min(1, timeMs / lesson.durationMs),
  }
  putDown({ owner, courseSlug: lesson.courseSlug, place, isPlaying, endSeen })
}

function tick(): void {
  if (!state.isPlaying) return
  const seconds = countSecond()
  report(false)
  if (seconds % sendEverySeconds === 0) void send(owner)
  const { sleep } = state
  if (sleep.kind === 'minutes' && Date.now() >= sleep.at) {
    set({ sleep: { kind: 'off' } })
    audio?.pause()
  }
}

/** @throws Error with a sentence for the reader */
async function fetchLesson(courseSlug: string, lessonSlug: string): Promise<PlayableLesson> {
  const answer = await fetch(`/api/audio/${courseSlug}/${lessonSlug}`).catch(() => null)
  if (!answer) throw new Error('The network did not answer. Your place is kept; try again.')
  const body = await answer.json().catch(() => null)
  if (!answer.ok) throw new Error(body?.message ?? 'The recording could not be opened. Try again.')
  return body
}

function storedRate(): PlaybackRate | null {
  const stored = localStorage.getItem(rateKey)
  return stored === null ? null : toPlaybackRate(Number(stored))
}

/** Where to begin: what this device knows and the server does not (nobody is signed in) counts first. */
function beginAt(lesson: PlayableLesson): number {
  const place = heardLast(lesson.lessonSlug) ?? (owner === '' ? placeOnThisDevice(lesson.lessonSlug) : null)
  if (!place) return lesson.startMs
  const blocks = [...document.querySelectorAll('[data-block]')].map(({ id }) => id)
  return startOf(lesson.sentences, place, blocks)
}

function start(lesson: PlayableLesson, timeMs: number): void {
  if (!audio) return
  const rate = owner === '' ? (storedRate() ?? 1) : lesson.rate
  const last = lesson.sentences.at(-1)
  // What ended begins again.
  const from = last && timeMs >= last.startMs ? 0 : timeMs
  beginVisit()
  set({ lesson, timeMs: from, rate, problem: '', loading: null, isFollowing: true })
  audio.src = lesson.src
  audio.currentTime = from / 1000
  audio.defaultPlaybackRate = rate
  audio.playbackRate = rate
}

async function resumePlaying(): Promise<void> {
  try {
    await audio?.play()
  } catch (error) {
    // The browser wants a click of its own; the button is there. An interrupted start is none.
    if (error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError'))
      return
    set({ problem: 'The recording could not be played. Try again.' })
  }
}

/** Plays a lesson from where this learner is in it. */
export async function play(courseSlug: string, lessonSlug: string): Promise<void> {
  if (state.loading) return
  if (state.lesson?.lessonSlug === lessonSlug && state.lesson.courseSlug === courseSlug)
    return resumePlaying()
  set({ loading: lessonSlug, problem: '' })
  try {
    // So that the answer knows where the reader is.
    await send(owner)
    const lesson = await fetchLesson(courseSlug, lessonSlug)
    ticketTried = false
    start(lesson, beginAt(lesson))
    await resumePlaying()
  } catch (error) {
    set({ loading: null, problem: error instanceof Error ? error.message : String(error) })
  }
}

export function toggle(): void {
  if (state.isPlaying) audio?.pause()
  else void resumePlaying()
}

/** @param timeMs milliseconds from the beginning */
export function seek(timeMs: number): void {
  const { lesson } = state
  if (!audio || !lesson) return
  const to = Math.min(Math.max(0, timeMs), lesson.durationMs)
  audio.currentTime = to / 1000
  set({ timeMs: to })
  report(false)
}

export const skip = (direction: -1 | 1): void => seek(state.timeMs + direction * skipMs)

/** Plays from a sentence on. */
export function playFrom(startMs: number): void {
  seek(startMs)
  set({ isFollowing: true })
  void resumePlaying()
}

export function setRate(rate: PlaybackRate): void {
  set({ rate })
  if (audio) {
    audio.defaultPlaybackRate = rate
    audio.playbackRate = rate
  }
  localStorage.setItem(rateKey, String(rate))
  if (owner !== '') saveRate(rate)
}

export const setSleep = (sleep: SleepTimer): void => set({ sleep })
export const setFollowing = (isFollowing: boolean): void => {
  if (isFollowing !== state.isFollowing) set({ isFollowing })
}

/** Stops, and puts the player away. */
export function close(): void {
  audio?.pause()
  report(false)
  void send(owner)
  audio?.removeAttribute('src')
  audio?.load()
  set({ ...nothingPlayed })
}

async function end(): Promise<void> {
  const { lesson, sleep } = state
  if (!lesson) return
  set({ timeMs: lesson.durationMs, isPlaying: false })
  report(true)
  const outcomes = await send(owner)
  if (outcomes.some(({ lessonSlug, isDone }) => isDone && lessonSlug === lesson.lessonSlug)) refresh()
  if (sleep.kind === 'lesson') return set({ sleep: { kind: 'off' } })
  if (!lesson.next) return
  const isShown = location.pathname === `/learn/${lesson.courseSlug}/${lesson.lessonSlug}`
  await play(lesson.courseSlug, lesson.next.slug)
  if (isShown) goTo(`/learn/${lesson.courseSlug}/${lesson.next.slug}`)
}

/** A ticket that is over, or a network that is gone: once with a new address, from the same place. */
async function retry(): Promise<void> {
  const { lesson, timeMs } = state
  if (!lesson || !audio?.hasAttribute('src')) return
  if (ticketTried) {
    return set({
      isPlaying: false,
      problem: 'The recording could not be loaded. Your place is kept; try again.',
    })
  }
  ticketTried = true
  try {
    start(await fetchLesson(lesson.courseSlug, lesson.lessonSlug), timeMs)
    await resumePlaying()
  } catch (error) {
    set({ isPlaying: false, problem: error instanceof Error ? error.message : String(error) })
  }
}

/** Takes the element that sounds. @returns lets go of it */
export function attach(element: HTMLAudioElement): () => void {
  audio = element
  const on: [string, () => void][] = [
    ['play', () => set({ isPlaying: true, problem: '' })],
    [
      'pause',
      () => {
        set({ isPlaying: false })
        report(false)
        void send(owner)
      },
    ],
    ['timeupdate', () => set({ timeMs: element.currentTime * 1000 })],
    ['playing', () => (ticketTried = false)],
    ['ended', () => void end()],
    ['error', () => void retry()],
  ]
  for (const [name, listener] of on) element.addEventListener(name, listener)
  const timer = setInterval(tick, 1000)
  const leave = () => {
    if (!state.isPlaying) return
    report(false)
    sendOnLeaving(owner)
  }
  addEventListener('pagehide', leave)
  return () => {
    for (const [name, listener] of on) element.removeEventListener(name, listener)
    clearInterval(timer)
    removeEventListener('pagehide', leave)
    leave()
    tellHeard(null, false)
    audio = null
    state = nothingPlayed
  }
}
