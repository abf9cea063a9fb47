/** Drawings that lessons use by name; each is given engine state and decides nothing. */
import { Fit } from './fit.tsx'
import { Layers } from './layers.tsx'
import { PoolHeader } from './pool-header.tsx'
import { PoolMap } from './pool-map.tsx'
import { Route } from './route.tsx'

export const figures = { Fit, Layers, PoolHeader, PoolMap, Route }
