import { expect, test } from 'vitest'
import { inKokoroAlphabet, phonemesOf } from './phonemes.ts'

const upperCase = async (text: string) => [text.trim().toUpperCase()]

test('punctuation stays where it was, around what eSpeak is given', async () => {
  expect(await phonemesOf('Hear this: "yes", (or no).', upperCase)).toBe('HEAR THIS: "YES", (OR NO).')
})

test('an A behind a word is the letter', async () => {
  expect(await phonemesOf('A page, of last A of K.', upperCase)).toBe('A PAGE, OF LAST AY OF K.')
})

test('eSpeak and Kokoro write the same sounds differently', () => {
  expect(inKokoroAlphabet('mˈɛmɚɹi ɡˈoʊz ɹˈɪʔn̩ tʃˈeɪndʒ')).toBe('mˈɛməɹi ɡˈOz ɹˈɪtᵊn ʧˈAnʤ')
})
