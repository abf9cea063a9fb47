import { z } from 'zod'

const longestName = 100

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** What a reader counts as one letter, signs on it included. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

// Joiners shape letters in Persian and the scripts of India; between other letters they are invisible and mean nothing.
const joiner = '\u200C\u200D'
const joinedScripts =
  '[\\p{Script=Arab}\\p{Script=Syrc}\\p{Script=Deva}\\p{Script=Beng}\\p{Script=Gujr}\\p{Script=Guru}\\p{Script=Orya}\\p{Script=Taml}\\p{Script=Telu}\\p{Script=Knda}\\p{Script=Mlym}\\p{Script=Sinh}\\p{Script=Khmr}\\p{Script=Mymr}\\p{Script=Tibt}\\p{Script=Java}\\p{Script=Bali}\\p{Script=Mong}\\p{Script=Nkoo}\\p{Script=Adlm}\\p{Script=Rohg}\\p{M}]'
const strayJoiner = new RegExp(`(?<!${joinedScripts})[${joiner}]|[${joiner}](?!${joinedScripts})`, 'u')
/** Control, bidirectional override and other invisible formatting, private use, half surrogates, unassigned, variation selectors. */
const forbidden = new RegExp(
  `(?![${joiner}])[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Variation_Selector}\\u034F\\u115F\\u1160\\u3164\\uFFA0]`,
  'u',
)
const tooManySigns = /\p{M}{5}/u

/**
 * The name to print: NFC, single spaces, trimmed, 1 to 100 letters as a reader counts them, at least one of them a letter.
 * Which scripts can be printed is decided by the typefaces (lib/server/certificate-pdf).
 */
export const certificateNameSchema = z
  .string({ error: 'Enter the name to print.' })
  .max(4000, `This is longer than a certificate is wide: ${longestName} letters are the limit.`)
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(/[\t\n\r\p{Zs}]+/gu, ' ')
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, { error: 'Enter the name to print.', abort: true })
      .refine((name) => graphemesOf(name).length <= longestName, {
        error: `This is longer than a certificate is wide: ${longestName} letters are the limit.`,
        abort: true,
      })
      .refine((name) => !forbidden.test(name) && !strayJoiner.test(name), {
        error:
          'There are invisible or special characters in this name, which cannot be printed. Type it anew instead of pasting it.',
        abort: true,
      })
      .refine((name) => !tooManySigns.test(name), {
        error: 'There are more signs stacked on one letter than can be printed. Try another spelling.',
        abort: true,
      })
      .refine((name) => /\p{L}/u.test(name), 'A name needs at least one letter.'),
  )

/** Whose shapes Chinese characters take: they are one code with several faces. */
export const hanLanguages = {
  'zh-Hans': 'Chinese, simplified',
  'zh-Hant': 'Chinese, traditional (Taiwan)',
  'zh-HK': 'Chinese, traditional (Hong Kong)',
  ja: 'Japanese',
  ko: 'Korean',
} as const
export type HanLanguage = keyof typeof hanLanguages
const hanLanguageSchema = z.enum(Object.keys(hanLanguages) as [HanLanguage, ...HanLanguage[]])

/** Whether the letters leave open whose shapes they take: Chinese characters, and nothing Japanese or Korean beside them. */
export function needsHanLanguage(name: string): boolean {
  return (
    /\p{Script=Han}/u.test(name) &&
    !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u.test(name)
  )
}

/**
 * The language of a name as far as printing needs it.
 * @param chosen what the learner said, or their browser's languages in order of preference
 */
export function nameLanguage(name: string, chosen: readonly string[] = []): HanLanguage | null {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name)) return 'ja'
  if (/\p{Script=Hangul}/u.test(name)) return 'ko'
  if (/\p{Script=Bopomofo}/u.test(name)) return 'zh-Hant'
  if (!/\p{Script=Han}/u.test(name)) return null
  for (const tag of chosen) {
    const language = hanLanguageOf(tag)
    if (language) return language
  }
  return 'zh-Hans'
}

function hanLanguageOf(tag: string): HanLanguage | null {
  const [language = '', ...parts] = tag.toLowerCase().split('-')
  if (language === 'ja' || language === 'ko') return language
  if (language !== 'zh') return null
  if (parts.includes('hk') || parts.includes('mo')) return 'zh-HK'
  return parts.includes('hant') || parts.includes('tw') ? 'zh-Hant' : 'zh-Hans'
}

/** The tags of an Accept-Language header, the most wanted first. */
export function preferredLanguages(acceptLanguage: string | null): string[] {
  return (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry, index) => {
      const [tag = '', ...parameters] = entry.trim().split(';')
      const weight = Number(
        parameters.find((parameter) => parameter.trim().startsWith('q='))?.split('=')[1] ?? 1,
      )
      return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0, index }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ tag }) => tag)
}

/** 128 random bits in 26 letters of Crockford's alphabet, in lower case. */
export const certificateIdSchema = z.string().regex(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/)

/** What the form for a name sends; the name is printed only once it was seen as it will be. */
export const nameFormSchema = z.object({
  name: certificateNameSchema,
  language: hanLanguageSchema.optional(),
  /** The name of which the preview was shown. */
  seen: z.string().max(4000).optional(),
  intent: z.enum(['preview', 'confirm']).default('preview'),
})
export type NameFormInput = z.infer<typeof nameFormSchema>

export const certificateVisibilities = {
  PUBLIC: 'Everything, with my name',
  NAMELESS: 'Everything but my name',
  PRIVATE: 'Nothing',
} as const
export const certificateVisibilitySchema = z.enum(['PUBLIC', 'NAMELESS', 'PRIVATE'])
