import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { env } from './env.ts'

/**
 * Where a request comes from. Next itself only fills an absent X-Forwarded-For with the socket's address
 * (next 16.4 server/base-server.js: `req.headers['x-forwarded-for'] ??= socket.remoteAddress`), so who sends that header
 * chooses their own address. Therefore each request gets this header of ours before Next sees it, whatever the client sent
 * under its name: from the socket, or from that entry of X-Forwarded-For which the outermost proxy of ours wrote.
 */
const header = 'x-client-address'

/**
 * @param forwardedFor the header as it arrived: written by the client as far as it likes, then one entry a proxy
 * @param hops how many proxies of ours append to it
 */
export function chooseAddress(
  forwardedFor: string | undefined,
  socketAddress: string | undefined,
  hops: number,
): string {
  const entries = forwardedFor?.split(',').map((entry) => entry.trim()) ?? []
  const fromProxy = hops > 0 ? entries.at(-hops) : undefined
  return fromProxy || socketAddress || 'unknown'
}

/** What one person can hardly change: the IPv4 address, or the /64 network of an IPv6 address. */
export function toNetwork(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const middle =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...middle, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** From now on, requests to this process carry the header. Called once, at boot. */
export function stampClientAddresses(): void {
  // Hot reload boots again in the same process.
  const shared = globalThis as typeof globalThis & { stampsClientAddresses?: boolean }
  if (shared.stampsClientAddresses) return
  shared.stampsClientAddresses = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwardedFor = request.headers['x-forwarded-for']
    request.headers[header] = chooseAddress(
      Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor,
      request.socket.remoteAddress,
      env.TRUSTED_PROXY_HOPS,
    )
  })
}

/** The client's network, as a key for limits. */
export function readClientNetwork(headers: Headers): string {
  return toNetwork(headers.get(header) ?? 'unknown')
}
