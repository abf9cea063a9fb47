/** What lessons show of recorded measurements: a number with its origin, and a raw output. */
import { openEvidence, type RunRecord, writeNumber } from '#content/evidence.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function written(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${months[(month ?? 1) - 1]} ${year}`
}

const unique = (texts: string[]) => [...new Set(texts)].join(', ')

/** The machine and the versions, in one sentence. */
function origin({ machine, runs, recordedOn }: RunRecord): string {
  const packages = unique(runs.flatMap((run) => run.packages.map((name) => name.replace('==', ' '))))
  return [
    `Measured on ${written(recordedOn)} with CPython ${unique(runs.map((run) => run.python))}${packages ? `, ${packages}` : ''}`,
    `on ${machine.system}, ${machine.kernel}, ${machine.cpu}${machine.virtual ? ' (virtual)' : ''}, ${machine.cores} cores, ${Math.round(machine.memoryInMiB / 1024)} GiB.`,
  ].join(' ')
}

/** The components for one course's evidence folder; a name that does not exist stops the build. */
export function evidenceComponents(folder: string) {
  const evidence = openEvidence(folder)
  let popovers = 0

  return {
    /** A measured number; pressing it tells what was measured, when and on what. `unit={false}` leaves the unit to the text. */
    Measured(props: { of: string; value: string; digits?: number; unit?: boolean }) {
      const { value, unit, means } = evidence.value(props.of, props.value)
      const id = `measured-${++popovers}`
      const text = typeof value === 'number' ? writeNumber(value, props.digits) : value
      return (
        <>
          <button type="button" className="measured" popoverTarget={id}>
            {text}
            {unit && props.unit !== false ? `\u00a0${unit}` : ''}
          </button>
          <span popover="auto" id={id} className="measured-origin" data-unspoken="">
            <strong>{means}</strong> {origin(evidence.record(props.of))}
          </span>
        </>
      )
    },

    /** A raw output, or a stretch of it, with the command that gave it. */
    Recorded(props: {
      of: string
      output: string
      spoken: string
      from?: string
      to?: string
      /** Said in place of the command: `$ memray stats result.bin`. */
      title?: string
    }) {
      const record = evidence.record(props.of)
      const run = record.runs.find((other) => other.output === props.output)
      if (!run) throw new RangeError(`evidence "${props.of}" has no run "${props.output}"`)
      const versions = [`CPython ${run.python}`, ...run.packages.map((name) => name.replace('==', ' '))].join(
        ', ',
      )
      return (
        <div className="code code-output" data-kind="code" data-spoken={props.spoken}>
          <p className="code-label">
            Recorded on {written(record.recordedOn)} with {versions}:{' '}
            <code>{props.title ?? run.command}</code>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls sideways must be reachable by keyboard */}
          <pre tabIndex={0}>
            <code>{evidence.raw(props.of, props.output, { from: props.from, to: props.to })}</code>
          </pre>
        </div>
      )
    },
  }
}
