import { describe, expect, test } from 'vitest'
import {
  certificateIdSchema,
  certificateNameSchema,
  nameLanguage,
  needsHanLanguage,
  preferredLanguages,
} from './certificate-name.ts'

const parse = (name: unknown) => certificateNameSchema.safeParse(name)

describe('a name to print', () => {
  test.each([
    'Ada Lovelace',
    "Conan O'Brien-Smith Jr.",
    'Łukasz Żółć',
    'Nguyễn Thị Ánh Tuyết',
    'Александр Пушкин',
    'Γιώργος Παπαδόπουλος',
    'محمد عبد الرحمن',
    'علی‌رضا',
    'דוד בן־גוריון',
    'יִצְחָק',
    'कृष्ण श्रीनिवास',
    'र्‍याक',
    'สมชาย น้ำผึ้ง',
    '王小明',
    '直木 三十五（なおき）',
    '김철수',
    'X',
    'a'.repeat(100),
  ])('%s is kept as it is', (name) => {
    expect(parse(name)).toEqual({ success: true, data: name })
  })

  test('is composed, trimmed, and has single spaces', () => {
    expect(parse('  Zoe\u0308 \u00A0\t\n Źdźbło\u3000 ').data).toBe('Zoë Źdźbło')
  })

  test('counts letters as a reader does, signs on them included', () => {
    expect(parse('क्ष्मि'.repeat(30)).success).toBe(true)
    expect(parse('e\u0301\u0323'.repeat(100)).success).toBe(true)
    expect(parse('a'.repeat(101)).success).toBe(false)
  })

  test.each([
    ['nothing', ''],
    ['spaces', ' \u00A0\u2003 '],
    ['10,000 letters', 'a'.repeat(10_000)],
    ['a megabyte', 'é'.repeat(1_000_000)],
    ['no letter', '123 - 456'],
    ['only a sign', '\u0301\u0301'],
    ['a control character', 'Ada\u0007 Lovelace'],
    ['a null', 'Ada\u0000'],
    ['a right-to-left override', 'Ada \u202Eecalevol'],
    ['an isolate', 'Ada \u2066Lovelace\u2069'],
    ['a right-to-left mark', 'Ada\u200F'],
    ['a zero-width space', 'Ada\u200BLovelace'],
    ['a joiner between Latin letters', 'Ada\u200DLovelace'],
    ['a byte order mark', 'A\uFEFFda'],
    ['a soft hyphen', 'Love\u00ADlace'],
    ['a tag character', 'Ada\u{E0041}'],
    ['private use', 'Ada \uE000'],
    ['half a surrogate pair', 'Ada \uD83D'],
    ['an unassigned code point', 'Ada \u{2FFFE}'],
    ['a variation selector', '葛\u{E0100}城'],
    ['an invisible Hangul filler', '\u3164'],
    ['a tower of signs', `A${'\u0301'.repeat(30)}da`],
    ['no text', 7],
    ['nothing at all', undefined],
  ])('refuses %s with a sentence', (_, name) => {
    const parsed = parse(name)
    expect(parsed.success).toBe(false)
    expect(parsed.error?.issues).toHaveLength(1)
    expect(parsed.error?.issues[0]?.message).toMatch(/\.$/)
  })
})

describe('the language of a name', () => {
  test.each([
    ['Ada', [], null],
    ['محمد', ['zh-TW'], null],
    ['なおき 直木', ['zh-CN'], 'ja'],
    ['김 金', ['ja'], 'ko'],
    ['王小明', [], 'zh-Hans'],
    ['王小明', ['en-US', 'zh-TW', 'zh'], 'zh-Hant'],
    ['王小明', ['zh-Hant-HK'], 'zh-HK'],
    ['王小明', ['zh-CN'], 'zh-Hans'],
    ['直樹', ['de', 'ja-JP'], 'ja'],
    ['陳大文', ['zh-Hant'], 'zh-Hant'],
  ])('%s with %j is %s', (name, languages, expected) => {
    expect(nameLanguage(name, languages)).toBe(expected)
  })

  test('only Chinese characters alone leave it open', () => {
    expect(needsHanLanguage('王小明')).toBe(true)
    expect(needsHanLanguage('直木なおき')).toBe(false)
    expect(needsHanLanguage('Ada')).toBe(false)
  })

  test('the browser’s preferences come in the order of their weights', () => {
    expect(preferredLanguages('en;q=0.8, zh-TW, ja;q=0.9,*;q=0,x;q=oops')).toEqual(['zh-TW', 'ja', 'en'])
    expect(preferredLanguages(null)).toEqual([])
  })
})

test.each([
  '',
  'abc',
  '../../etc/passwd',
  '8'.padEnd(26, '0'),
  'O'.repeat(26),
  `${'0'.repeat(26)}\n`,
  '0'.repeat(27),
])('%j is no id of a certificate', (id) => expect(certificateIdSchema.safeParse(id).success).toBe(false))
