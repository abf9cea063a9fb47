import type { ReactNode } from 'react'

/** Text in which `backticks` are code. */
export function InlineCode({ text }: { text: string }): ReactNode {
  return text.split('`').map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a fixed text never move
    index % 2 === 1 ? <code key={index}>{piece}</code> : piece,
  )
}
