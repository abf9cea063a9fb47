import { useId } from 'react'
import type { PublicPart } from '#lib/domain/exercise/definition.ts'
import { FIRST_STATE } from '#lib/domain/exercise/play-text.ts'
import { Input, Operation, Select } from './operation.tsx'

interface OperationFormsProps {
  part: PublicPart
  states: readonly string[]
  /** Ids from here on are free. */
  nextId: number
  arenas: readonly number[]
  disabled: boolean
  take: (line: string) => void
}

const range = (first: number, howMany: string) => {
  const n = Math.max(1, Number(howMany) || 1)
  return n === 1 ? `${first}` : `${first}..${first + n - 1}`
}

/** The operations that a part allows, each a form of its own. */
export function OperationForms({ part, states, nextId, arenas, disabled, take }: OperationFormsProps) {
  const groupsId = useId()
  const { allow, sizes, groups } = part
  const size =
    sizes.length > 0 ? (
      <Select label="Bytes" name="bytes">
        {sizes.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </Select>
    ) : (
      <Input label="Bytes" name="bytes" placeholder="64" />
    )
  const where = states.length > 1 && (
    <Select label="In" name="state">
      {states.map((state) => (
        <option key={state}>{state}</option>
      ))}
    </Select>
  )
  const at = (state: string) => (state === '' || state === FIRST_STATE ? '' : `@${state} `)
  const blocks = (label: string) => (
    <Input
      label={label}
      name="ids"
      numeric={false}
      placeholder="7 or 1..31"
      {...(groups.length > 0 ? { list: groupsId } : {})}
    />
  )

  return (
    <fieldset className="operations">
      <legend className="sr-only">Operations</legend>
      {groups.length > 0 && (
        <datalist id={groupsId}>
          {groups.map(({ name, ids }) => (
            <option key={name} value={ids}>
              {name}
            </option>
          ))}
        </datalist>
      )}
      {allow.includes('malloc') && (
        <Operation
          verb="malloc"
          disabled={disabled}
          onSubmit={(value) =>
            take(`${at(value('state'))}m ${range(nextId, value('times'))} ${value('bytes')}`)
          }
        >
          {where}
          {size}
          <Input label="Times" name="times" defaultValue={1} />
        </Operation>
      )}
      {allow.includes('calloc') && (
        <Operation
          verb="calloc"
          disabled={disabled}
          onSubmit={(value) => take(`${at(value('state'))}c ${nextId} ${value('count')}x${value('bytes')}`)}
        >
          <Input label="Elements" name="count" placeholder="4" />
          <Input label="Bytes each" name="bytes" placeholder="16" />
        </Operation>
      )}
      {allow.includes('realloc') && (
        <Operation
          verb="realloc"
          disabled={disabled}
          onSubmit={(value) => take(`${at(value('state'))}r ${value('ids')} ${value('bytes')}`)}
        >
          {blocks('Block')}
          {size}
        </Operation>
      )}
      {allow.includes('free') && (
        <Operation
          verb="free"
          disabled={disabled}
          onSubmit={(value) => take(`${at(value('state'))}f ${value('ids')}`)}
        >
          {where}
          {blocks('Block, or blocks in order')}
        </Operation>
      )}
      {allow.includes('empty-pools') && (
        <Operation
          verb="Empty pools"
          disabled={disabled}
          onSubmit={(value) => take(`e ${value('arena')} ${value('pools')}`)}
        >
          <Select label="Of arena" name="arena">
            {arenas.map((arena) => (
              <option key={arena}>{arena}</option>
            ))}
          </Select>
          <Input label="How many" name="pools" defaultValue={1} />
        </Operation>
      )}
      {allow.includes('misalign') && (
        <Operation verb="Set" disabled={disabled} onSubmit={(value) => take(`x ${value('bytes')}`)}>
          <Select label="Arenas to come lie" name="bytes">
            <option value="0">aligned to a pool</option>
            <option value="4096">one page off</option>
            <option value="8192">two pages off</option>
            <option value="12288">three pages off</option>
          </Select>
        </Operation>
      )}
      {allow.includes('query') && (
        <Operation
          verb="address_in_range"
          disabled={disabled}
          onSubmit={(value) => take(`q ${value('asked')} ${value('id')}`)}
        >
          <Select label="Ask" name="asked">
            {states.map((state) => (
              <option key={state}>{state}</option>
            ))}
          </Select>
          <Input label="About block" name="id" placeholder="1" />
        </Operation>
      )}
    </fieldset>
  )
}
