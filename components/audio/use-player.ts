'use client'

import { useSyncExternalStore } from 'react'
import { getServerState, getState, subscribe } from './player.ts'
import type { PlayerState } from './player-state.ts'

/** What the player does now; the same on every part of the page. */
export const usePlayer = (): PlayerState => useSyncExternalStore(subscribe, getState, getServerState)
