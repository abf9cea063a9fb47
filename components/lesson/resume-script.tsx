import { logKey } from './reading-log.ts'

interface ResumeScriptProps {
  lessonSlug: string
  owner: string
  resumeAt: string | null
  /** Milliseconds; when the reader was there. */
  resumedFrom: number
  nonce: string | undefined
}

/**
 * Goes to where the reader stopped while the page is still being read by the browser, so that nothing jumps. What this
 * device read later than the server knows (offline, then a closed tab) comes first. A fragment, a reload and the back
 * button have a place of their own, and keep it.
 */
function resume(
  lessonSlug: string,
  owner: string,
  resumeAt: string | null,
  resumedFrom: number,
  key: string,
) {
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (location.hash || load?.type !== 'navigate') return
  let id = resumeAt
  try {
    const entries: { lessonSlug: string; owner: string; at: number; blockId: string | null }[] = JSON.parse(
      localStorage.getItem(key) ?? '[]',
    )
    const last = entries
      .filter((entry) => entry.lessonSlug === lessonSlug && entry.owner === owner)
      .sort((a, b) => b.at - a.at)[0]
    if (last && last.at > resumedFrom + 2000) id = last.blockId
  } catch {}
  const block = id && document.getElementById(id)
  if (block && block !== document.querySelector('[data-block]')) block.scrollIntoView()
}

export function ResumeScript({ lessonSlug, owner, resumeAt, resumedFrom, nonce }: ResumeScriptProps) {
  const values = [lessonSlug, owner, resumeAt, resumedFrom, logKey].map((value) =>
    JSON.stringify(value).replaceAll('<', '\\u003c'),
  )
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: `(${resume})(${values.join(',')})` }}
    />
  )
}
