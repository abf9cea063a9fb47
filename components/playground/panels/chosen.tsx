'use client'

import { type FormEvent, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { inputClass } from '#components/ui/field.tsx'
import { profile } from '#simulator/index.ts'
import type { Place } from '../drawing/display-list.ts'
import { hexIn } from '../drawing/snapshot.ts'
import type { ArenaDetail, BlockDetail, PoolDetail } from '../engine/run-view.ts'
import { count } from '../say.ts'
import type { Session } from '../session.ts'
import { useSessionState } from '../use-session.ts'
import { PlaceButton } from './place-button.tsx'

interface ChosenProps {
  session: Session | null
  /** Brings a place into sight. */
  show: (place: Place) => void
}

/** What was clicked: the block with what can be done to it, its pool's header and free list, its arena. */
export function Chosen({ session, show }: ChosenProps) {
  const lists = useSessionState(session, (state) => state.lists)
  const block = useSessionState(session, (state) => state.block)
  const run = useSessionState(session, (state) => state.run)
  const chosen = useSessionState(session, (state) => state.chosen)
  if (!run) return null
  const geometry = profile(run.setup.profile)
  const hex = (address: number | null) => (address === null ? 'NULL' : hexIn(geometry, address))
  const { pool = null, arena = null } = lists ?? {}
  if (!chosen)
    return (
      <p className="panel-empty">
        Click a pool or a block in the picture, or choose one in a list: its header, its free list and what
        can be done with it stand here.
      </p>
    )
  return (
    <div className="chosen">
      {chosen.block >= 0 && block && session && <BlockCard session={session} block={block} hex={hex} />}
      {pool && session && (
        <PoolCard session={session} pool={pool} hex={hex} overhead={geometry.POOL_OVERHEAD} show={show} />
      )}
      {arena && <ArenaCard arena={arena} hex={hex} />}
      <Button kind="quiet" size="small" onClick={() => show(chosen)}>
        Show it in the picture
      </Button>
    </div>
  )
}

type Hex = (address: number | null) => string

function BlockCard({ session, block, hex }: { session: Session; block: BlockDetail; hex: Hex }) {
  const id = useId()
  function resize(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const bytes = Number(new FormData(event.currentTarget).get('bytes'))
    void session.act({ op: 'realloc', pointer: block.address, bytes })
  }
  const state =
    block.state === 'live'
      ? `in use since step ${block.bornAt?.toLocaleString('en')}, for a request of ${count(block.bytes ?? 0, 'byte')}${block.sourceLine ? `, line ${block.sourceLine} of the program` : ''}`
      : block.state === 'free'
        ? `free, number ${(block.order ?? 0) + 1} of its pool's list; its first bytes point to ${hex(block.next)}`
        : 'never handed out'
  return (
    <div className="card">
      <h3>
        Block <span className="address">{hex(block.address)}</span>
      </h3>
      <p>
        {block.blockSize} bytes, {state}.
      </p>
      {block.state === 'live' && (
        <form className="hand-row" onSubmit={resize}>
          <Button
            kind="secondary"
            size="small"
            onClick={() => session.act({ op: 'free', what: { pointer: block.address } })}
          >
            <span className="font-mono text-sm">free</span>
          </Button>
          <label htmlFor={id} className="sr-only">
            New size in bytes
          </label>
          <input
            id={id}
            name="bytes"
            className={inputClass}
            inputMode="numeric"
            pattern="[0-9]{1,15}"
            title="A whole number of bytes"
            required
            defaultValue={block.bytes ?? block.blockSize}
          />
          <Button type="submit" kind="secondary" size="small">
            <span className="font-mono text-sm">realloc</span>
          </Button>
        </form>
      )}
    </div>
  )
}

interface PoolCardProps {
  session: Session
  pool: PoolDetail
  hex: Hex
  /** POOL_OVERHEAD. */
  overhead: number
  show: (place: Place) => void
}

function PoolCard({ session, pool, hex, overhead, show }: PoolCardProps) {
  const link = (to: number | 'usedpools' | null, stale: string) =>
    to === null ? stale : to === 'usedpools' ? 'usedpools' : hex(to)
  const fields = [
    ['ref.count', `${pool.count} of ${pool.blocks}`],
    ['freeblock', hex(pool.freeblock)],
    ['nextpool', link(pool.nextpool, pool.state === 'full' ? 'stale' : 'NULL')],
    ['prevpool', link(pool.prevpool, 'stale')],
    ['szidx', `${pool.szidx} (${pool.blockSize} bytes)`],
    ['nextoffset', `${pool.nextoffset}${pool.nextoffset > pool.maxnextoffset ? ', past the last' : ''}`],
  ] as const
  const blockAt = (address: number): Place => ({
    arena: pool.arena,
    pool: pool.pool,
    block: (address - pool.address - overhead) / pool.blockSize,
  })
  return (
    <div className="card">
      <h3>
        Pool {pool.pool} of arena {pool.arena} <span className="address">{hex(pool.address)}</span>
      </h3>
      <Fields of={fields} />
      <p className="panel-label">
        Free list, in its own order ({pool.freeLength.toLocaleString('en')});{' '}
        {pool.virginBlocks.toLocaleString('en')} never handed out
      </p>
      <ol className="links">
        {pool.freeList.map((address) => (
          <li key={address}>
            <PlaceButton session={session} place={blockAt(address)} show={show}>
              {hex(address)}
            </PlaceButton>
          </li>
        ))}
        <li className="links-end">
          {pool.freeLength > pool.freeList.length ? `${pool.freeLength - pool.freeList.length} more` : 'NULL'}
        </li>
      </ol>
    </div>
  )
}

function ArenaCard({ arena, hex }: { arena: ArenaDetail; hex: Hex }) {
  const fields = [
    ['address', hex(arena.address)],
    ['pool_address', hex(arena.pool_address)],
    ['nfreepools', `${arena.nfreepools} of ${arena.ntotalpools}`],
    [
      'freepools',
      arena.freepools.length === 0
        ? 'NULL'
        : arena.freepools.slice(0, 8).join(' → ') + (arena.freepools.length > 8 ? ' …' : ''),
    ],
    ['nextarena', arena.nextarena === null ? 'NULL' : `arena ${arena.nextarena}`],
    ['prevarena', arena.prevarena === null ? 'NULL' : `arena ${arena.prevarena}`],
  ] as const
  return (
    <div className="card">
      <h3>Arena {arena.index}</h3>
      <Fields of={fields} />
    </div>
  )
}

function Fields({ of }: { of: readonly (readonly [name: string, value: string | number])[] }) {
  return (
    <dl className="fields">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
