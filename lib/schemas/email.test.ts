import { expect, test } from 'vitest'
import { emailSchema } from './email.ts'

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['  Ada.Lovelace@Example.COM \n', 'ada.lovelace@example.com'],
  ["o'neill+course@mail.example.co.uk", "o'neill+course@mail.example.co.uk"],
])('%j is kept as %s', (typed, kept) => {
  expect(emailSchema.parse(typed)).toBe(kept)
})

test.each([
  ['nothing', ''],
  ['spaces', '   '],
  ['no "@"', 'ada.example.com'],
  ['two "@"', 'ada@evil.example@example.com'],
  ['no dot in the domain', 'ada@localhost'],
  ['a fullwidth "@" (U+FF20)', 'ada＠example.com'],
  ['a fullwidth "@" before a real one', 'ada＠evil.example@example.com'],
  ['a small "@" (U+FE6B)', 'ada﹫example.com'],
  ['two addresses with a comma', 'ada@example.com,eve@evil.example'],
  ['a comma in the domain', 'ada@example.com,evil.example'],
  ['two addresses with a semicolon', 'ada@example.com;eve@evil.example'],
  ['a quoted local part', '"eve@evil.example"@example.com'],
  ['a display name', 'Ada <ada@example.com>'],
  ['a comment', 'ada(eve@evil.example)@example.com'],
  ['a header', 'ada@example.com\r\nBcc: eve@evil.example'],
  ['a null character', 'ada@example.com\0.evil.example'],
  ['a space inside', 'ada @example.com'],
  ['a Kelvin sign that lower case would turn into a "k"', '\u212Aim@example.com'],
  ['a dotless i', 'adaı@example.com'],
  ['a domain that is not ASCII', 'ada@exämple.com'],
  ['an address literal', 'ada@[127.0.0.1]'],
  ['255 characters', `${'a'.repeat(243)}@example.com`],
  ['a number', 7],
  ['a list', ['ada@example.com']],
  ['nothing at all', undefined],
])('%s is refused', (_, typed) => {
  expect(emailSchema.safeParse(typed).success).toBe(false)
})

test.each([
  ['letters', 'a'.repeat(1_000_000)],
  ['labels', `a@${'a.'.repeat(500_000)}!`],
  ['"@"', '@'.repeat(1_000_000)],
  ['spaces around', `a${' '.repeat(1_000_000)}b`],
])('a megabyte of %s is refused in no time, with one sentence', (_, typed) => {
  const result = emailSchema.safeParse(typed)
  expect(result.error?.issues.map((issue) => issue.message)).toEqual([
    'This e-mail address is too long: 254 characters are the limit.',
  ])
})
