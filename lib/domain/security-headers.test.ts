import { expect, test } from 'vitest'
import { contentSecurityPolicy, isPersonal, pythonWorkerPolicy, securityHeaders } from './security-headers.ts'

const input = { nonce: 'bm9uY2U', formTargets: [], isHttps: true, isDevelopment: false }

const directive = (policy: string, name: string) =>
  policy.split('; ').find((part) => part.split(' ')[0] === name)

test('scripts run by nonce, and never from a string or from a line in the page', () => {
  const policy = contentSecurityPolicy(input)
  expect(directive(policy, 'script-src')).toBe("script-src 'self' 'nonce-bm9uY2U' 'strict-dynamic'")
  expect(policy).not.toContain('unsafe')
})

test('only a development server may evaluate strings', () => {
  expect(contentSecurityPolicy({ ...input, isDevelopment: true })).toContain("'unsafe-eval'")
})

test('a form may lead to the payment page and nowhere else', () => {
  const policy = contentSecurityPolicy({ ...input, formTargets: ['https://checkout.stripe.com'] })
  expect(directive(policy, 'form-action')).toBe("form-action 'self' https://checkout.stripe.com")
})

test('what is not named is refused, and nobody may frame a page', () => {
  const policy = contentSecurityPolicy(input)
  expect(directive(policy, 'default-src')).toBe("default-src 'none'")
  expect(directive(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'")
  expect(directive(policy, 'base-uri')).toBe("base-uri 'none'")
})

test('https is promised only where it is spoken', () => {
  expect(securityHeaders({ isHttps: true, path: '/' })).toHaveProperty('Strict-Transport-Security')
  expect(securityHeaders({ isHttps: false, path: '/' })).not.toHaveProperty('Strict-Transport-Security')
  expect(contentSecurityPolicy({ ...input, isHttps: false })).not.toContain('upgrade-insecure-requests')
})

test.each([
  ['/learn', true],
  ['/learn/memory/one', true],
  ['/account/purchases', true],
  ['/learning', false],
  ['/', false],
  ['/terms', false],
])('%s is personal: %s', (path, expected) => {
  expect(isPersonal(path)).toBe(expected)
})

test('a program of a learner reaches Python’s own files and nothing else', () => {
  expect(pythonWorkerPolicy('https://example.org/python/1/')).toBe(
    "default-src 'none'; script-src https://example.org/python/1/ 'wasm-unsafe-eval'; connect-src https://example.org/python/1/",
  )
})

test.each([
  ['/certificates/0abc/picture.png', 'cross-origin'],
  ['/certificates/0abc/badge.json', 'cross-origin'],
  ['/certificates/status/1', 'cross-origin'],
  ['/.well-known/did.json', 'cross-origin'],
  ['/certificates/0abc', 'same-origin'],
  ['/api/certificates/0abc/pdf', 'same-origin'],
  ['/learn/x/picture.png', 'same-origin'],
])('%s may be used by other sites: %s', (path, policy) => {
  expect(securityHeaders({ isHttps: true, path })['Cross-Origin-Resource-Policy']).toBe(policy)
})
