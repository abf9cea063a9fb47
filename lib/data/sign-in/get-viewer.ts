import 'server-only'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getSession } from './get-session.ts'

/** The signed-in person, or null. Shares its one query a request with whatever else the page needs (get-session.ts). */
export async function getViewer(): Promise<Viewer | null> {
  return (await getSession())?.viewer ?? null
}
