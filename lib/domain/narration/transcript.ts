/** What was said when, as text: WebVTT for players, paragraphs for people. */

interface Timing {
  id: string
  startMs: number
  endMs: number
}

interface Sentence {
  id: string
  elementId: string
  kind: string
  /** As written in the lesson. */
  text: string
  /** Counts paragraphs or items within the element. */
  line: number
}

/** The sentences of a script that are heard, with their times. One that the audio does not know is left out. */
export function timedSentences<S extends Sentence>(
  script: readonly S[],
  timings: readonly Timing[],
): (S & Timing)[] {
  const byId = new Map(timings.map((timing) => [timing.id, timing]))
  return script.flatMap((sentence) => {
    const timing = byId.get(sentence.id)
    return timing ? [{ ...sentence, startMs: timing.startMs, endMs: timing.endMs }] : []
  })
}

/** `HH:MM:SS.mmm`, as WebVTT and podcast chapters write a time. */
export function timestamp(ms: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
  return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1000) % 60)}.${part(ms % 1000, 3)}`
}

const escapeCue = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A cue for each sentence, named by the sentence's id. https://www.w3.org/TR/webvtt1/ */
export function toWebVtt(sentences: readonly (Sentence & Timing)[]): string {
  const cues = sentences.map(
    ({ id, startMs, endMs, text }) =>
      `${id}\n${timestamp(startMs)} --> ${timestamp(endMs)}\n${escapeCue(text)}\n`,
  )
  return ['WEBVTT\n', ...cues].join('\n')
}

/** A paragraph for each paragraph, item, heading and description of a figure. */
export function toPlainText(sentences: readonly Sentence[]): string {
  const paragraphs: string[] = []
  let last: Sentence | undefined
  for (const sentence of sentences) {
    const goesOn = last?.elementId === sentence.elementId && last.line === sentence.line
    const text = goesOn ? `${paragraphs.pop()} ${sentence.text}` : sentence.text
    paragraphs.push(text)
    last = sentence
  }
  return `${paragraphs.join('\n\n')}\n`
}
