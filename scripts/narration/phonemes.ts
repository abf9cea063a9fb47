/** Words as phonemes, by eSpeak for American English. */

/** eSpeak: words in one language, phonemes out, one entry for each line. It drops punctuation. */
export type Phonemize = (text: string, language: string) => Promise<string[]>

async function words(text: string, phonemize: Phonemize): Promise<string> {
  // Behind another word an A is the letter, as in "last A", and not the article.
  return (await phonemize(text.replaceAll(/(?<=\w )A(?!\w)/g, 'ay'), 'en-us')).join(' ')
}

/** eSpeak's phonemes and the sentence's punctuation, which a voice's melody lives by. */
export async function phonemesOf(text: string, phonemize: Phonemize): Promise<string> {
  let out = ''
  let at = 0
  for (const match of text.matchAll(/\s*[;:,.!?"()]+\s*/g)) {
    if (match.index > at) out += await words(text.slice(at, match.index), phonemize)
    out += match[0]
    at = match.index + match[0].length
  }
  if (at < text.length) out += await words(text.slice(at), phonemize)
  return out.trim()
}

/** In order: longer signs go before those that they contain. */
const kokoroAlphabet: [espeak: RegExp, kokoro: string][] = [
  [/ʔˌ?n\u0329?/g, 'tᵊn'],
  [/ʔ/g, 't'],
  [/aɪ/g, 'I'],
  [/aʊ/g, 'W'],
  [/dʒ/g, 'ʤ'],
  [/eɪ|e/g, 'A'],
  [/tʃ/g, 'ʧ'],
  [/ɔɪ/g, 'Y'],
  [/oʊ/g, 'O'],
  [/ʲ(?=[oə])/g, 'j'],
  [/ʲ/g, ''],
  [/ɚɹ?/g, 'əɹ'],
  [/r/g, 'ɹ'],
  [/[xç]/g, 'k'],
  [/ɐ/g, 'ə'],
  [/ɬ/g, 'l'],
  [/(\S)\u0329/g, 'ᵊ$1'],
  [/ɜːɹ?/g, 'ɜɹ'],
  [/ɪə/g, 'iə'],
  [/ː|\u0303|\u0329/g, ''],
  [/o/g, 'ɔ'],
  [/ɾ/g, 'T'],
]

/** In the alphabet that Kokoro was trained on, after misaki (Apache-2.0, `misaki/espeak.py`), which wrote its training texts. */
export const inKokoroAlphabet = (phonemes: string): string =>
  kokoroAlphabet.reduce((text, [espeak, kokoro]) => text.replaceAll(espeak, kokoro), phonemes)
