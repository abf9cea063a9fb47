import { expect, test } from 'vitest'
import { attachment } from './attachment.ts'

test.each([
  [
    '05 - Size classes.m4a',
    `attachment; filename="05 - Size classes.m4a"; filename*=UTF-8''05%20-%20Size%20classes.m4a`,
  ],
  ['a/b"c\\d.txt', `attachment; filename="a b c d.txt"; filename*=UTF-8''a%20b%20c%20d.txt`],
  ["O'Hara (1).pdf", `attachment; filename="O'Hara (1).pdf"; filename*=UTF-8''O%27Hara%20%281%29.pdf`],
  ['王.pdf', `attachment; filename=".pdf"; filename*=UTF-8''%E7%8E%8B.pdf`],
])('%s is saved under its name', (name, header) => expect(attachment(name)).toBe(header))
