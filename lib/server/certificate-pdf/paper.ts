import 'server-only'
import type { TextBox } from './text-layout.ts'

/** Landscape, in points. */
export const paperSizes = {
  a4: { width: 841.89, height: 595.28 },
  letter: { width: 792, height: 612 },
} as const
export type PaperSize = keyof typeof paperSizes

/** From the paper's edge to the print. */
export const edge = 42
export const marginColumn = 104

/** Where the name goes. */
export const nameBox = (paper: PaperSize): TextBox => ({
  width: paperSizes[paper].width - 2 * edge - marginColumn,
  sizes: [50, 46, 42, 38, 34, 30],
  wrappedSizes: [30, 27, 25, 23, 21, 19, 17, 15],
  height: 78,
  leading: 1.24,
})

/** Where the name goes on the certificate's page: narrow enough to be read on a phone. */
export const pageNameBox: TextBox = {
  width: 340,
  sizes: [44, 40, 36, 32, 28],
  wrappedSizes: [30, 26, 23, 20, 18],
  height: 150,
  leading: 1.24,
}
