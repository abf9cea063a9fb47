import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import type { ModelPlay } from '#lib/domain/exercise/model-play.ts'
import type { Lever, Panel } from '#lib/domain/models/model.ts'
import { PanelView } from './panel-view.tsx'

interface ModelBenchProps {
  model: ModelPlay
  label: string
  disabled: boolean
  take: (...lines: string[]) => void
}

/** A model's face: what there is to look at, levers, a button to run it, and what the last run gave. */
export function ModelBench({ model, label, disabled, take }: ModelBenchProps) {
  return (
    <>
      {label && <p className="exercise-model">{label}</p>}
      {model.panels.map((panel) =>
        model.seen.has(panel.id) ? (
          <PanelView key={panel.id} panel={panel} />
        ) : (
          <ClosedPanel key={panel.id} panel={panel} disabled={disabled} take={take} />
        ),
      )}
      {model.model && <Levers model={model} disabled={disabled} take={take} />}
    </>
  )
}

function ClosedPanel({
  panel,
  disabled,
  take,
}: { panel: Panel } & Pick<ModelBenchProps, 'disabled' | 'take'>) {
  return (
    <p className="exercise-closed">
      <span>{panel.title}</span>
      <Button
        kind="secondary"
        size="small"
        aria-disabled={disabled || undefined}
        onClick={() => !disabled && take(`p ${panel.id}`)}
      >
        Look, for {panel.cost} {panel.cost === 1 ? 'point' : 'points'}
        <VisuallyHidden>: {panel.title}</VisuallyHidden>
      </Button>
    </p>
  )
}

function Levers({ model, disabled, take }: Omit<ModelBenchProps, 'label'>) {
  const levers = model.model?.levers ?? []
  return (
    <>
      <form
        className="levers"
        onSubmit={(event) => {
          event.preventDefault()
          if (disabled) return
          const data = new FormData(event.currentTarget)
          const changed = levers.flatMap(({ id }) => {
            const value = String(data.get(id) ?? '').trim()
            return value === String(model.levers[id]) ? [] : [`l ${id} ${value}`]
          })
          take(...changed, 'g')
        }}
      >
        {levers.map((lever) => (
          <LeverInput key={lever.id} lever={lever} value={model.levers[lever.id] ?? ''} />
        ))}
        <Button type="submit" kind="secondary" aria-disabled={disabled || undefined}>
          Run it
        </Button>
      </form>
      {model.out && (
        <div className="exercise-table">
          <table>
            <caption>The last run</caption>
            <tbody>
              {model.model?.outputs.map(({ id, label, unit }) => (
                <tr key={id}>
                  <th scope="row">{label}</th>
                  <td>
                    {Number(model.out?.[id] ?? 0).toLocaleString('en')} {unit}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function LeverInput({ lever, value }: { lever: Lever; value: string | number }) {
  const id = useId()
  return (
    <div className="operation-input">
      <label htmlFor={id}>{lever.label}</label>
      {lever.kind === 'choice' ? (
        <select id={id} name={lever.id} className={inputClass} defaultValue={value}>
          {lever.options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.text}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          name={lever.id}
          className={inputClass}
          type="number"
          min={lever.min}
          max={lever.max}
          defaultValue={value}
          required
        />
      )}
    </div>
  )
}
