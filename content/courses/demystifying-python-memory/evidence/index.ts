/** This course's recorded measurements: `measured('fragmentation', 'arenasAfter')`. See README.md beside this file. */
import { openEvidence } from '#content/evidence.ts'

export const { measured, written, record, raw } = openEvidence(import.meta.dirname)
