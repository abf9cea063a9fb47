import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificateRows } from '#lib/domain/certificate.ts'
import { nameLanguage } from '#lib/schemas/certificate-name.ts'
import { renderCertificate } from '#lib/server/certificate-pdf/render-certificate.ts'
import { installFromDebian } from '#scripts/browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hasPoppler = () => ['pdftotext', 'pdffonts', 'pdfinfo'].every((tool) => !spawnSync(tool, ['-v']).error)

const facts = {
  id: '3k7m9p2q4r6t8v0w1x3y5z7a9c',
  courseTitle: 'Demystifying Python Memory: Arenas, Pools, and Allocation',
  courseVersion: '2026.1',
  courseMinutes: 80,
  lessonCount: 15,
  exerciseCount: 15,
  exercisesSolved: 14,
  quizQuestions: 30,
  quizCorrect: 28,
  capstone: 'Tuesday, 03:00',
  issuedAt: new Date('2026-11-22T12:34:56Z'),
  url: 'https://memory.example.com/certificates/3k7m9p2q4r6t8v0w1x3y5z7a9c',
  issuer: 'Demystifying Python Memory',
}

const print = (name: string, paper: 'a4' | 'letter' = 'a4') =>
  renderCertificate({ ...facts, name, nameLanguage: nameLanguage(name) }, paper)

async function read(name: string, ...options: string[]) {
  const path = join(folder, `${createHash('sha256').update(name).digest('hex')}.pdf`)
  writeFileSync(path, await print(name))
  return {
    text: execFileSync('pdftotext', [...options, path, '-'], { encoding: 'utf8' }).normalize('NFC'),
    fonts: execFileSync('pdffonts', [path], { encoding: 'utf8' }).trim().split('\n').slice(2),
    info: execFileSync('pdfinfo', [path], { encoding: 'utf8' }),
    metadata: execFileSync('pdfinfo', ['-meta', path], { encoding: 'utf8' }),
  }
}

/** Without spaces (a reader may see some between letters that stand apart) and without the marks for direction that pdftotext adds. */
const letters = (text: string) =>
  text.normalize('NFC').replace(/[\s\u202A-\u202E\u2066-\u2069\u200C\u200E\u200F]/g, '')

const names = [
  ['Latin', 'Ada Lovelace'],
  ['Latin with signs', 'Łukasz Żółć-Ştefănescu'],
  ['Vietnamese', 'Nguyễn Thị Ánh Tuyết'],
  ['Cyrillic', 'Александр Пушкин'],
  ['Greek', 'Γιώργος Παπαδόπουλος'],
  ['Arabic', 'محمد عبد الرحمن'],
  ['Hebrew', 'דוד בן־גוריון'],
  ['Devanagari', 'कृष्ण प्रियंका श्रीनिवास'],
  ['Thai', 'สมชาย น้ำผึ้ง'],
  ['Chinese', '王小明'],
  ['Japanese', '直木 三十五（なおき）'],
  ['Korean', '김철수'],
  ['Bengali', 'রবীন্দ্রনাথ ঠাকুর'],
  ['Tamil', 'சுப்பிரமணிய பாரதி'],
  ['Georgian', 'ნინო ჯავახიშვილი'],
  ['Ethiopic', 'አበበ ቢቂላ'],
  ['Burmese', 'အောင်ဆန်း'],
] as const

test('the same certificate is the same bytes, another paper or name is not', async () => {
  const [once, again, letter, other] = await Promise.all([
    print('Ada Lovelace'),
    print('Ada Lovelace'),
    print('Ada Lovelace', 'letter'),
    print('Ada Lovelac'),
  ])
  expect(once.equals(again)).toBe(true)
  expect(once.equals(letter)).toBe(false)
  expect(once.equals(other)).toBe(false)
})

test.each(['a4', 'letter'] as const)(
  '%s: what PDF/A-2 asks for is there, and what it forbids is not',
  async (paper) => {
    const bytes = await print('محمد Łukasz 王小明', paper)
    const file = bytes.toString('latin1')
    expect(file).toMatch(/^%PDF-1\.7\n%[\x80-\xff]{4}/)
    const objects = [...file.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(
      ([, id, body]) => [id, body ?? ''] as const,
    )
    const object = (id: string | undefined) => objects.find(([known]) => known === id)?.[1] ?? ''
    const dictionaries = objects.map(([, body]) => body.split('\nstream\n')[0]).join('\n')
    for (const forbidden of [
      /\/Encrypt\b/,
      /\/(JavaScript|JS|Launch|Sound|Movie|ResetForm|ImportData)\b/,
      /\/(EmbeddedFiles?|AA|XFA|SMask|Alternates|OPI|PS|TR)\b/,
      /\/LZWDecode\b/,
      /\/(CA|ca) (?!1\b)/,
      /\/BM \/(?!Normal\b)/,
      /\/(F|FFilter|FDecodeParms) \(/,
    ])
      expect(dictionaries).not.toMatch(forbidden)
    expect(file).toMatch(/trailer[\s\S]*\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/)
    expect(object(dictionaries.match(/\/MarkInfo (\d+) 0 R/)?.[1])).toContain('/Marked true')
    expect(dictionaries).toMatch(/\/Lang \(en\)/)

    const intent = dictionaries.match(/\/S \/GTS_PDFA1[\s\S]*?\/DestOutputProfile (\d+) 0 R/)
    const profile = object(intent?.[1])
    expect(profile).toContain('/N 3')
    const icc = inflateSync(
      Buffer.from(profile.split('\nstream\n')[1]?.split('\nendstream')[0] ?? '', 'latin1'),
    )
    expect(icc.toString('latin1', 36, 40)).toBe('acsp')
    expect(icc.toString('latin1', 16, 20)).toBe('RGB ')

    const metadata = object(dictionaries.match(/\/Metadata (\d+) 0 R/)?.[1])
    expect(metadata.split('\nstream\n')[0], 'metadata are readable without unpacking').not.toContain(
      '/Filter',
    )
    expect(metadata).toContain('<pdfaid:part>2<')
    expect(metadata).toContain('2026-11-22T12:34:56')
    const descriptors = dictionaries.match(/\/Type \/FontDescriptor/g) ?? []
    expect(descriptors.length).toBeGreaterThanOrEqual(4)
    expect(dictionaries.match(/\/FontFile[23] \d+ 0 R/g)).toHaveLength(descriptors.length)
    expect(dictionaries.match(/\/ToUnicode \d+ 0 R/g)).toHaveLength(descriptors.length)
  },
)

test('a Latin name makes at most 60 kB', async () => {
  expect((await print('Ada Lovelace')).length).toBeLessThan(60_000)
})

describe('read back from the PDF', () => {
  beforeAll(() => {
    if (hasPoppler()) return
    installFromDebian('poppler-utils')
    if (!hasPoppler() && process.env.CI === 'true') {
      throw new Error('PDFs are read back with poppler: apt-get install poppler-utils, and run again.')
    }
  }, 120_000)

  test.each(names)('%s: the name is text, and every typeface is embedded', async (_, name) => {
    if (!hasPoppler()) return console.warn('Not read back: install poppler-utils to have PDFs checked.')
    const { text, fonts, info, metadata } = await read(name)
    expect(letters(text)).toContain(letters(name))
    for (const [, fact] of certificateRows(facts)) expect(text).toContain(fact)
    expect(text).toContain(facts.id)
    expect(fonts.length).toBeGreaterThanOrEqual(3)
    // Columns: embedded, subset, mapped to Unicode.
    for (const font of fonts) expect(font).toMatch(/ yes +yes +yes /)
    expect(info).toContain(`Subject:         ${name} completed`)
    expect(info).toMatch(/Tagged: +yes/)
    for (const claim of ['<pdfaid:part>2<', '<pdfaid:conformance>A<', '<pdfuaid:part>1<']) {
      expect(metadata).toContain(claim)
    }
    expect(info).toMatch(/CreationDate: .*Nov 22 .* 2026/)
  })

  test('a hundred letters wrap, and none is lost', async () => {
    if (!hasPoppler()) return
    const name = 'Wolfeschlegelsteinhausen '.repeat(4).trim()
    expect(letters((await read(name)).text)).toContain(letters(name))
  })
})
