import { expect, test, vi } from 'vitest'

vi.mock('./env.ts', () => ({ env: { TRUSTED_PROXY_HOPS: 0 } }))
const { chooseAddress, toNetwork } = await import('./client-address.ts')

test.each([
  ['no proxy: what the client claims is ignored', '6.6.6.6', '192.0.2.1', 0, '192.0.2.1'],
  ['one proxy: its own entry, the last', '6.6.6.6, 203.0.113.7', '10.0.0.1', 1, '203.0.113.7'],
  ['two proxies: the entry of the outer one', '6.6.6.6, 203.0.113.7, 10.0.0.2', '10.0.0.1', 2, '203.0.113.7'],
  ['a request around the proxy', undefined, '192.0.2.1', 1, '192.0.2.1'],
  ['fewer entries than proxies', '203.0.113.7', '10.0.0.1', 2, '10.0.0.1'],
  ['an empty header', '', '192.0.2.1', 1, '192.0.2.1'],
  ['a socket that closed already', undefined, undefined, 0, 'unknown'],
])('%s', (_, forwardedFor, socket, hops, address) => {
  expect(chooseAddress(forwardedFor, socket, hops)).toBe(address)
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('the network of %s is %s', (address, network) => {
  expect(toNetwork(address)).toBe(network)
})
