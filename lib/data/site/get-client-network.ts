import 'server-only'
import { headers } from 'next/headers'
import { readClientNetwork } from '#lib/server/client-address.ts'

/** The network that the request at hand comes from, as a key for limits. */
export async function getClientNetwork(): Promise<string> {
  return readClientNetwork(await headers())
}
