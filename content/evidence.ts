/**
 * Recorded measurements: how one is described (a recipe), what a recording leaves behind, and how lessons read it.
 *
 *     evidence/<name>/recipe.ts     which scripts run under which Python, and how numbers are read from their outputs
 *     evidence/<name>/*.py          the scripts
 *     evidence/<name>/raw/*         what they printed
 *     evidence/<name>/run.json      machine, versions, commands, date
 *     evidence/<name>/values.json   the numbers that a text may quote
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export interface Run {
  /** The file under `raw/` that keeps what was printed (standard output and error, as they came). */
  output: string
  /** The version of CPython, such as `3.11.7`. */
  python: string
  script: string
  args?: string[]
  /** Added to a small environment of fixed settings. */
  env?: Record<string, string>
  /** From PyPI, with versions: `memray==1.20.0`. */
  packages?: string[]
  /** Ends so; a script that is meant to be aborted says `SIGABRT`. */
  ends?: 'SIGABRT'
}

export interface Value {
  value: number | string
  /** What stands behind the number on a page, such as `MiB`; nothing when the text names the unit. */
  unit?: string
  /** One sentence that says what was measured. */
  means: string
}

export interface Recipe {
  /** What the measurement answers. */
  question: string
  runs: Run[]
  /** From the raw outputs, by name of the file, to the numbers. Pure: a test runs it again. */
  values(raw: Record<string, string>): Record<string, Value>
}

export const runRecordSchema = z.strictObject({
  question: z.string().min(1),
  recordedOn: z.iso.date(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.int(),
    memoryInMiB: z.int(),
    kernel: z.string(),
    libc: z.string(),
    system: z.string(),
    transparentHugePages: z.string(),
    virtual: z.boolean(),
  }),
  /** SHA-256 of each script that ran, so that a changed one must be recorded anew. */
  sources: z.record(z.string(), z.string()),
  runs: z.array(
    z.strictObject({
      output: z.string(),
      command: z.string(),
      python: z.string(),
      build: z.string(),
      packages: z.array(z.string()),
      seconds: z.number(),
      ended: z.string(),
    }),
  ),
})
export type RunRecord = z.infer<typeof runRecordSchema>

const valuesSchema = z.record(
  z.string(),
  z.strictObject({
    value: z.union([z.number(), z.string()]),
    unit: z.string().optional(),
    means: z.string(),
  }),
)

/** The number behind `label:` (or `label =`) at the beginning of a line. @throws RangeError when there is not exactly one */
export function numberAfter(text: string | undefined, label: string): number {
  const escaped = label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = [...(text ?? '').matchAll(new RegExp(`^${escaped}\\s*[:=]\\s*(-?[\\d,]+(?:\\.\\d+)?)`, 'gm'))]
  const [match] = found
  if (!match?.[1] || found.length !== 1)
    throw new RangeError(`"${label}" stands ${found.length} times in the output`)
  return Number(match[1].replaceAll(',', ''))
}

export interface Evidence {
  /** A number (or word) to calculate or to write in a caption with. @throws RangeError for an unknown one */
  measured(of: string, value: string): number
  /** The value with its unit, as pages write it. */
  written(of: string, value: string, digits?: number): string
  /** Everything that is known of a value. */
  value(of: string, value: string): Value
  /** Who measured, when, and on what. */
  record(of: string): RunRecord
  /** A raw output, or a stretch of it: from the first line that contains `from` to the first later one that contains `to`. */
  raw(of: string, output: string, stretch?: { from?: string; to?: string }): string
}

function stretchOf(text: string, { from, to }: { from?: string; to?: string }, name: string): string {
  const lines = text.replace(/\n$/, '').split('\n')
  const first = from === undefined ? 0 : lines.findIndex((line) => line.includes(from))
  if (first === -1) throw new RangeError(`no line of ${name} contains "${from}"`)
  const last =
    to === undefined ? lines.length - 1 : lines.findIndex((line, at) => at >= first && line.includes(to))
  if (last === -1)
    throw new RangeError(`no line of ${name} from "${from ?? 'its beginning'}" on contains "${to}"`)
  return lines.slice(first, last + 1).join('\n')
}

/** Numbers as pages write them: thousands apart, at most `digits` decimals. */
export const writeNumber = (value: number, digits = 2) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits })

/** Opens a course's `evidence` folder. */
export function openEvidence(folder: string): Evidence {
  const read = (of: string, file: string) => {
    const path = join(folder, of, file)
    if (!/^[\w-]+$/.test(of) || !existsSync(path)) throw new RangeError(`there is no evidence ${of}/${file}`)
    return readFileSync(path, 'utf8')
  }
  const value = (of: string, name: string) => {
    const values = valuesSchema.parse(JSON.parse(read(of, 'values.json')))
    const found = Object.hasOwn(values, name) ? values[name] : undefined
    if (!found)
      throw new RangeError(
        `evidence "${of}" has no value "${name}" (known: ${Object.keys(values).join(', ')})`,
      )
    return found
  }
  return {
    value,
    measured(of, name) {
      const found = value(of, name).value
      if (typeof found !== 'number') throw new RangeError(`${of}.${name} is a text: use written()`)
      return found
    },
    written(of, name, digits) {
      const found = value(of, name)
      const text = typeof found.value === 'number' ? writeNumber(found.value, digits) : found.value
      return found.unit ? `${text} ${found.unit}` : text
    },
    record: (of) => runRecordSchema.parse(JSON.parse(read(of, 'run.json'))),
    raw: (of, output, stretch = {}) => stretchOf(read(of, `raw/${output}`), stretch, `${of}/raw/${output}`),
  }
}
