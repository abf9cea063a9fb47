/** Drawings that lessons use by name; each is given engine state and decides nothing. */
import { AddressBits } from './address-bits.tsx'
import { ArenaMap } from './arena-map.tsx'
import { ArenaObject } from './arena-object.tsx'
import { Books } from './books.tsx'
import { Fit } from './fit.tsx'
import { FreeChain } from './free-chain.tsx'
import { GuardedBlock } from './guarded-block.tsx'
import { HeapStages } from './heap-stages.tsx'
import { Layers } from './layers.tsx'
import { PoolHeader } from './pool-header.tsx'
import { PoolMap } from './pool-map.tsx'
import { Reallocs } from './reallocs.tsx'
import { Rings } from './rings.tsx'
import { Route } from './route.tsx'
import { SawTooth } from './saw-tooth.tsx'
import { Shares } from './shares.tsx'
import { Steps } from './steps.tsx'
import { UsableArenas } from './usable-arenas.tsx'

export const figures = {
  AddressBits,
  ArenaMap,
  ArenaObject,
  Books,
  Fit,
  FreeChain,
  GuardedBlock,
  HeapStages,
  Layers,
  PoolHeader,
  PoolMap,
  Reallocs,
  Rings,
  Route,
  SawTooth,
  Shares,
  Steps,
  UsableArenas,
}
