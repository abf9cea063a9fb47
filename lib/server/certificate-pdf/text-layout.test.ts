import { describe, expect, test } from 'vitest'
import { nameLanguage } from '#lib/schemas/certificate-name.ts'
import { arenaPattern } from './arena-pattern.ts'
import { outlineName } from './name-outline.ts'
import { nameBox } from './paper.ts'
import { layOut, unprintableIn } from './text-layout.ts'

const set = (name: string) => layOut(name, nameLanguage(name), nameBox('a4'))
const drawn = (name: string) => set(name).lines.map((line) => line.runs.map(({ text, face }) => [face, text]))

describe('which names can be printed', () => {
  test.each([
    ['Latin', 'Łukasz Żółć-Ştefănescu Ōé ẞ'],
    ['Vietnamese', 'Nguyễn Thị Ánh Tuyết Đặng Ữ'],
    ['Cyrillic', 'Александр Ґалаґан Ђорђе'],
    ['Greek', 'Γιώργος Παπαδόπουλος Ώ'],
    ['Arabic', 'محمد عبد الله'],
    ['Arabic with its vowels', 'عَبْدُ ٱلرَّحْمَٰن'],
    ['Persian and Urdu', 'علی‌رضا پچگ ٹڈڑ'],
    ['Hebrew', 'דוד בן־גוריון'],
    ['Hebrew with its vowels', 'יִצְחָק שָׂרָה'],
    ['Devanagari', 'कृष्ण प्रियंका श्रीनिवास क्षितिज ज्ञानेश्वर'],
    ['Thai', 'สมชาย น้ำผึ้ง ปู่'],
    ['simplified Chinese', '王小明 赵龙飞'],
    ['traditional Chinese', '陳大文 龍飛'],
    ['a rare character', '𠮷野 㐂'],
    ['Japanese', '直木 三十五 なおき ナオキー'],
    ['Korean', '김철수 뷁'],
    ['two scripts', 'محمد Smith (Mo) 3rd'],
    ['Chinese and Latin', '王小明 (Xiaoming Wang)'],
    ['signs that have no composed form', 'Jȧ̈n M̂aria'],
    ['rare Latin letters', 'Ɓakaŋ Ɲƒɣ'],
    ['Bengali', 'রবীন্দ্রনাথ ঠাকুর'],
    ['Gujarati', 'ગાંધી શ્રીમતી'],
    ['Gurmukhi', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ'],
    ['Tamil', 'சுப்பிரமணிய பாரதி'],
    ['Telugu', 'శ్రీనివాస్'],
    ['Kannada', 'ಶ್ರೀನಿವಾಸ ಕೃಷ್ಣ'],
    ['Malayalam', 'കൃഷ്ണൻ നായർ'],
    ['Sinhala', 'ශ්‍රී ලංකා'],
    ['Georgian', 'ნინო ჯავახიშვილი'],
    ['Armenian', 'Արամ Խաչատրյան'],
    ['Ethiopic', 'አበበ ቢቂላ'],
    ['Khmer', 'សុខ វិបុល'],
    ['Lao', 'ສົມຊາຍ'],
    ['Burmese', 'အောင်ဆန်း'],
    ['Tibetan', 'བསྟན་འཛིན་'],
    ['Thaana', 'އިބްރާހީމް'],
    ['Syriac', 'ܐܦܪܝܡ'],
    ['Cherokee', 'ᏣᎳᎩ'],
    ['Canadian syllabics', 'ᐃᓄᒃ'],
    ['Tifinagh', 'ⵎⴰⵙⵙⵉⵏⵉⵙⵙⴰ'],
    ['N’Ko', 'ߛߎߟߋߡߊߣߊ'],
    ['Adlam', '𞤀𞤣𞤢𞤥'],
  ])('%s', (_, name) => expect(unprintableIn(name, nameLanguage(name))).toEqual([]))

  test.each([
    ['an emoji', 'Ada 🚀', ['🚀']],
    ['a family of emoji', 'Ada 👩‍👩‍👧', ['👩‍👩‍👧']],
    ['a script that is not carried', '𐕰𐕱', ['𐕰', '𐕱']],
    ['a vowel that hangs on nothing', 'कृष्ण ि', [' ि']],
  ])('%s is named', (_, name, missing) => {
    expect(unprintableIn(name, null).join('')).toContain(missing.join('').trim())
  })
})

describe('how a name is set', () => {
  test('a usual name stands on one line, large', () => {
    expect(set('Ada Lovelace')).toMatchObject({ fontSize: 50, lines: [{ text: 'Ada Lovelace' }] })
  })

  test.each([
    ['100 wide letters', 'W'.repeat(100)],
    ['100 Chinese characters', '龍'.repeat(100)],
    ['100 Arabic letters', 'عبد الرحمن '.repeat(9).trim()],
    [
      'many words',
      'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior von und zu Allerlei-Überschwang',
    ],
  ])('%s shrink or wrap, and stay in their box', (_, name) => {
    const { lines, fontSize, leading } = set(name)
    const box = nameBox('a4')
    for (const line of lines) expect(line.width * fontSize).toBeLessThanOrEqual(box.width)
    expect(lines.length * fontSize * leading).toBeLessThanOrEqual(box.height)
    expect(
      lines
        .map((line) => line.text)
        .join(' ')
        .replaceAll(' ', ''),
    ).toBe(name.replaceAll(' ', ''))
  })

  test('what runs from right to left stands so, beside what does not', () => {
    expect(drawn('محمد Smith (Mo)')).toEqual([
      [
        ['serif', 'Smith (Mo)'],
        ['arabic', 'محمد '],
      ],
    ])
    expect(drawn('Ada דוד')).toEqual([
      [
        ['serif', 'Ada '],
        ['hebrew', 'דוד'],
      ],
    ])
  })

  test('the preview is drawn for every script', () => {
    for (const name of ['Ada', 'محمد', 'כהן', 'कृष्ण', '王小明', '김철수', 'น้ำ']) {
      const { path, width, height } = outlineName(name, nameLanguage(name), nameBox('a4'))
      expect(path).toMatch(/^M-?[\d.]+,-?[\d.]+[MLQCZ\d., -]+Z$/)
      expect(width).toBeGreaterThan(20)
      expect(height).toBeGreaterThan(20)
    }
  })
})

describe('the pattern', () => {
  test('is the same for the same id, and another for another', () => {
    expect(arenaPattern('a')).toEqual(arenaPattern('a'))
    expect(arenaPattern('a').pools).not.toEqual(arenaPattern('b').pools)
  })

  test('is always a lively arena of 64 pools', () => {
    for (let nth = 0; nth < 50; nth += 1) {
      const { pools } = arenaPattern(`certificate ${nth}`)
      expect(pools).toHaveLength(64)
      expect(pools.filter((pool) => pool.state !== 'virgin').length).toBeGreaterThan(44)
      expect(new Set(pools.map((pool) => pool.sizeClass)).size).toBeGreaterThan(3)
      expect(pools.some((pool) => pool.state === 'used')).toBe(true)
    }
  })
})
