import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeReturnTo } from './return-to.ts'

test.each([
  '/learn',
  '/',
  '/account/purchases?from=mail#refund',
  '/learn/demystifying-python-memory/01-objects',
  '/search?q=a%2Fb',
])('%s is kept', (path) => {
  expect(safeReturnTo(path)).toBe(path)
})

test.each([
  ['another site', 'https://evil.example'],
  ['a site without its protocol', '//evil.example'],
  ['three slashes', '///evil.example'],
  ['a backslash', '/\\evil.example'],
  ['a backslash first', '\\evil.example'],
  ['an encoded slash', '/%2Fevil.example'],
  ['an encoded backslash', '/%5cevil.example'],
  ['dots that lead to two slashes', '/..//evil.example'],
  ['a dot that leads to two slashes', '/.//evil.example'],
  ['encoded dots that lead to two slashes', '/%2e%2e//evil.example'],
  ['a tab, which browsers drop', '/\t/evil.example'],
  ['a newline, which would split a header', '/learn\r\nSet-Cookie: a=b'],
  ['a script', 'javascript:alert(1)'],
  ['the API', '/api/auth/signout'],
  ['a look-alike slash', '/／evil.example'],
  ['nothing', ''],
  ['no string', ['/learn']],
  ['a megabyte', `/${'a'.repeat(1_000_000)}`],
])('%s becomes the fallback', (_, value) => {
  expect(safeReturnTo(value, '/account')).toBe('/account')
})

test('whatever is asked for, a browser stays on this site', { timeout: 30_000 }, () => {
  const pieces = ['/', '\\', '.', '..', '%2f', '%5C', '%2e', '@', ':', '?', '#', '\t', 'evil.example']
  const tricky = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 8 })
  fc.assert(
    fc.property(tricky, (parts) => {
      const path = safeReturnTo(`/${parts.join('')}`)
      return (
        new URL(path, 'https://site.example').origin === 'https://site.example' && /^\/(?![/\\])/.test(path)
      )
    }),
    { numRuns: 1000 },
  )
})
