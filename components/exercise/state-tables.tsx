import { type ReactNode, useId } from 'react'
import type { AllocatorPlay } from '#lib/domain/exercise/allocator-play.ts'
import { describeBlock } from '#lib/domain/exercise/allocator-scope.ts'
import type { PublicPart, TableName } from '#lib/domain/exercise/definition.ts'
import { hex } from '#lib/domain/exercise/explain.ts'
import { FIRST_STATE } from '#lib/domain/exercise/play-text.ts'
import { blockSize } from '#simulator/index.ts'
import { Address, StateTable } from './state-table.tsx'

/** Longer tables are cut: a person reads the newest rows, and the rest is told as a number. */
const MOST_ROWS = 40

interface StateProps {
  part: PublicPart
  allocator: AllocatorPlay
  disabled: boolean
  take: (line: string) => void
}

/** The newest live blocks; each can be freed where that is allowed. */
function Blocks({ part, allocator, disabled, take }: StateProps) {
  const all = [...allocator.blocks.values()]
  const several = allocator.world.states.length > 1
  const canFree = part.allow.includes('free')
  const rows = all
    .slice(-MOST_ROWS)
    .reverse()
    .map((live) => {
      const { id, state, address, bytes, raw, blockSize: size } = describeBlock(allocator, live)
      const at = state === FIRST_STATE ? '' : `@${state} `
      return {
        key: id,
        cells: [
          id,
          ...(several ? [state] : []),
          <span key="at" className="address">
            {hex(address)}
          </span>,
          bytes,
          raw ? 'libc' : size,
          ...(canFree
            ? [
                <button
                  key="free"
                  type="button"
                  className="exercise-free"
                  aria-label={`free block ${id}`}
                  aria-disabled={disabled || undefined}
                  onClick={() => !disabled && take(`${at}f ${id}`)}
                >
                  free
                </button>,
              ]
            : []),
        ],
      }
    })
  return (
    <StateTable
      caption={`Live blocks: ${all.length.toLocaleString('en')}`}
      columns={[
        'Id',
        ...(several ? ['In'] : []),
        'Address',
        'Asked',
        'Block',
        ...(canFree ? ['Free it'] : []),
      ]}
      rows={rows}
      more={all.length - rows.length}
      empty="None yet."
    />
  )
}

function Pools({ allocator }: { allocator: AllocatorPlay }) {
  const pools = allocator.heap(FIRST_STATE).pools()
  const rel = (address: number) => Number(allocator.relative(address))
  return (
    <StateTable
      caption={`Pools carved: ${pools.length}`}
      columns={['Address', 'Class', 'Live', 'State', 'Next free']}
      rows={pools.slice(0, MOST_ROWS).map((pool) => ({
        key: pool.address,
        cells: [
          <Address key="at" at={rel(pool.address)} />,
          pool.blockSize,
          `${pool.count} of ${pool.blocks}`,
          pool.state,
          <Address key="next" at={pool.freeblock === null ? null : rel(pool.freeblock)} />,
        ],
      }))}
      more={Math.max(0, pools.length - MOST_ROWS)}
      empty="None yet."
    />
  )
}

function Rings({ allocator }: { allocator: AllocatorPlay }) {
  const heap = allocator.heap(FIRST_STATE)
  const classes = [...new Set(heap.pools().map(({ szidx }) => szidx))].toSorted((a, b) => a - b)
  return (
    <StateTable
      caption="usedpools: the ring of each class, first to serve first"
      columns={['Class', 'Pools in the ring']}
      rows={classes.map((sizeClass) => ({
        key: sizeClass,
        cells: [
          blockSize(heap.profile, sizeClass),
          <span key="ring" className="address exercise-wrap">
            {heap
              .ring(sizeClass)
              .slice(0, MOST_ROWS)
              .map((pool) => hex(allocator.relative(pool)))
              .join(' → ') || 'empty'}
          </span>,
        ],
      }))}
      empty="All rings are empty."
    />
  )
}

function Arenas({ allocator }: { allocator: AllocatorPlay }) {
  const arenas = allocator.heap(FIRST_STATE).arenas()
  return (
    <StateTable
      caption={`Arenas: ${arenas.length}`}
      columns={['Index', 'Address', 'Free pools', 'Of', 'In usable_arenas']}
      rows={arenas.slice(0, MOST_ROWS).map((arena) => ({
        key: arena.index,
        cells: [
          arena.index,
          <Address key="at" at={Number(allocator.relative(arena.address))} />,
          arena.nfreepools,
          arena.ntotalpools,
          arena.usable ? 'yes' : 'no',
        ],
      }))}
      more={Math.max(0, arenas.length - MOST_ROWS)}
      empty="None yet."
    />
  )
}

function Usable({ allocator }: { allocator: AllocatorPlay }) {
  const heap = allocator.heap(FIRST_STATE)
  const list = heap.usableArenas().map((index) => `${index}(${heap.arena(index)?.nfreepools ?? 0})`)
  const fingers = heap.nfp2lasta().flatMap((arena, nfree) => (arena === null ? [] : [`${nfree} → ${arena}`]))
  return (
    <StateTable
      caption="usable_arenas: arena (free pools), from the head"
      columns={['List', 'In order']}
      rows={[
        {
          key: 'list',
          cells: [
            'usable_arenas',
            <span key="list" className="address exercise-wrap">
              {list.join(' ⇄ ') || 'empty'}
            </span>,
          ],
        },
        {
          key: 'fingers',
          cells: [
            'nfp2lasta',
            <span key="fingers" className="address exercise-wrap">
              {fingers.join(', ') || 'all null'}
            </span>,
          ],
        },
      ]}
      empty=""
    />
  )
}

function Counters({ allocator }: { allocator: AllocatorPlay }) {
  const counters = allocator.heap(FIRST_STATE).counters()
  return (
    <StateTable
      caption="Counters"
      columns={['Name', 'Value']}
      rows={[
        ['raw_allocated_blocks', counters.raw_allocated_blocks],
        ['sys.getallocatedblocks()', counters.allocatedBlocks],
        ['narenas_currently_allocated', counters.narenas_currently_allocated],
        ['ntimes_arena_allocated', counters.ntimes_arena_allocated],
      ].map(([name = '', value = 0]) => ({
        key: name,
        cells: [
          <code key="name">{name}</code>,
          <span key="value" className="address">
            {value.toLocaleString('en')}
          </span>,
        ],
      }))}
      empty=""
    />
  )
}

/** The report of the real function; lines that the exercise asks for are left out. */
function Stats({ part, allocator }: Pick<StateProps, 'part' | 'allocator'>) {
  const id = useId()
  const hidden = part.hiddenStats
  const text = allocator
    .heap(FIRST_STATE)
    .statsText()
    .split('\n')
    .map((line) => (hidden.some((label) => line.includes(label)) ? line.replace(/=.*/, '= ?') : line))
    .join('\n')
  return (
    <div className="exercise-table">
      <p id={id} className="exercise-caption">
        sys._debugmallocstats()
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-labelledby={id}>
        <pre>{text}</pre>
      </section>
    </div>
  )
}

/** The tables that the part asks for. */
export function StateTables(props: StateProps) {
  const { part, allocator } = props
  const tables: Record<TableName, () => ReactNode> = {
    blocks: () => <Blocks {...props} />,
    pools: () => <Pools allocator={allocator} />,
    ring: () => <Rings allocator={allocator} />,
    usable: () => <Usable allocator={allocator} />,
    arenas: () => <Arenas allocator={allocator} />,
    counters: () => <Counters allocator={allocator} />,
    stats: () => <Stats part={part} allocator={allocator} />,
  }
  return part.show.map((name) => <div key={name}>{tables[name]()}</div>)
}
