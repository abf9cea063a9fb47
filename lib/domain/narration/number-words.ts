/** Numbers as they are said in American English. */

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ')
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales: [number, string][] = [
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
  [100, 'hundred'],
]
const ordinals: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** A whole number from 0 to 999,999,999,999 in words: 16384 is "sixteen thousand three hundred eighty-four". */
export function cardinal(value: number): string {
  if (value < 20) return small[value] ?? ''
  if (value < 100) {
    const rest = value % 10
    return `${tens[Math.floor(value / 10)]}${rest ? `-${small[rest]}` : ''}`
  }
  const [size, name] = scales.find(([least]) => value >= least) ?? [100, 'hundred']
  const rest = value % size
  return `${cardinal(Math.floor(value / size))} ${name}${rest ? ` ${cardinal(rest)}` : ''}`
}

/** 31 is "thirty-first". */
export function ordinal(value: number): string {
  return cardinal(value).replace(/[a-z]+$/, (last) => ordinals[last] ?? `${last.replace(/y$/, 'ie')}th`)
}

/** 2019 is "twenty nineteen", 2005 "two thousand five". */
export function year(value: number): string {
  const rest = value % 100
  return rest < 10 ? cardinal(value) : `${cardinal(Math.floor(value / 100))} ${cardinal(rest)}`
}

/** "7030" is "seven zero three zero"; letters stay: "7c30" is "seven C three zero". */
export const digits = (text: string): string =>
  [...text].map((sign) => (/\d/.test(sign) ? small[Number(sign)] : sign.toUpperCase())).join(' ')

/** A number as a text writes it: "16,384", "13.4". Digits after the point are said one by one. */
export function decimal(written: string): string {
  const [whole = '', fraction] = written.replaceAll(',', '').split('.')
  return fraction ? `${cardinal(Number(whole))} point ${digits(fraction)}` : cardinal(Number(whole))
}
