/**
 * From written text to words that any voice reads the same way: only letters, spaces and the punctuation of prose are
 * left. What a course's pronunciation list knows is said as listed; numbers, units, versions, addresses, names with
 * underscores or dots, calls, options and operators are said by rule.
 */
import { cardinal, decimal, digits, ordinal, year } from './number-words.ts'

/** One entry of `content/courses/<slug>/pronunciation.json`. */
export interface Pronunciation {
  /** As the lessons write it; upper and lower case differ. */
  written: string
  spoken: string
}

const units: Record<string, [one: string, many: string]> = {
  kB: ['kilobyte', 'kilobytes'],
  MB: ['megabyte', 'megabytes'],
  GB: ['gigabyte', 'gigabytes'],
  KiB: ['kibibyte', 'kibibytes'],
  MiB: ['mebibyte', 'mebibytes'],
  GiB: ['gibibyte', 'gibibytes'],
  ns: ['nanosecond', 'nanoseconds'],
  µs: ['microsecond', 'microseconds'],
  ms: ['millisecond', 'milliseconds'],
  '%': ['percent', 'percent'],
}
const unitNames = Object.keys(units).join('|')

const operators: Record<string, string> = {
  '>>': 'shifted right by',
  '<<': 'shifted left by',
  '==': 'equals',
  '=': 'equals',
  '>=': 'is at least',
  '<=': 'is at most',
  '≥': 'is at least',
  '≤': 'is at most',
  '!=': 'is not',
  '>': 'is greater than',
  '<': 'is less than',
  '+': 'plus',
  '-': 'minus',
  '−': 'minus',
  '*': 'times',
  '×': 'times',
  '/': 'divided by',
  '%': 'modulo',
  '->': 'to',
  '→': 'to',
  '&': 'and',
  '|': 'or',
}

type Say = (written: string) => string
/** What is said in place of a match; `say` reads parts of it. */
type Rule = [pattern: RegExp, replace: (match: RegExpExecArray, say: Say) => string]

/** `3.13` is a version; `3.12 seconds` and `3.5-fold` are numbers. Python's second number is at least 6 in this course. */
const isPythonVersion = (minor: string) => Number(minor) >= 6 && Number(minor) < 30

const rules: Rule[] = [
  [/0x([0-9a-fA-F]+)(?![\w])/y, ([, value = '']) => `hex ${digits(value)}`],
  [/bpo-(\d+)/y, ([, value = '']) => `B P O ${digits(value)}`],
  [
    new RegExp(`(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d+)?[ \\u00a0]?(${unitNames})(?![\\w%])`, 'y'),
    ([, whole = '', fraction = '', unit = '']) => {
      const [one, many] = units[unit] ?? ['', '']
      return `${decimal(whole + fraction)} ${whole === '1' && !fraction ? one : many}`
    },
  ],
  [
    /(?<![\w.])3\.(\d{1,2})(?:\.(\d{1,2}))?(?!\w|[,.]\d|-fold|[ \u00a0](?:seconds|times|percent))/y,
    ([whole, minor = '', patch]) => {
      if (!isPythonVersion(minor)) return decimal(whole ?? '')
      return `three ${cardinal(Number(minor))}${patch === undefined ? '' : ` point ${cardinal(Number(patch))}`}`
    },
  ],
  [
    /(\d{1,2}):(\d\d)(?!\d)/y,
    ([, hour = '', minute = '']) => {
      if (minute === '00') return `${cardinal(Number(hour))} o'clock`
      return `${cardinal(Number(hour))} ${minute.startsWith('0') ? 'oh ' : ''}${cardinal(Number(minute))}`
    },
  ],
  [/(\d+)(?:st|nd|rd|th)(?!\w)/y, ([, value = '']) => ordinal(Number(value))],
  [/(?:199|20[0-3])\d(?![\w,.]\d|\w)/y, ([value]) => year(Number(value))],
  // 9(42): an arena and its free pools.
  [/(\d+)\((\d+)\)/y, ([, a = '', b = '']) => `${cardinal(Number(a))}, with ${cardinal(Number(b))},`],
  [/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/y, ([value]) => decimal(value)],
  [
    /(?<!\w)--?([A-Za-z][\w-]*)/y,
    ([whole, name = ''], say) =>
      `${whole.startsWith('--') ? 'dash dash' : 'dash'} ${say(name.replaceAll('-', ' '))}`,
  ],
  [/([A-Z][A-Z_]+)=(\w+)/y, ([, name = '', value = ''], say) => `${say(name)} equals ${say(value)}`],
  // `gc.collect()`, `malloc(512)`, `__init__`, `nfp2lasta[k]`, `arena_object`: names as a program writes them.
  [
    /([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)(?:\(([^()]*)\)|\[([^[\]]+)\])?/y,
    ([whole, first = '', rest = '', call, index], say) => {
      if (whole === first) return /^[A-Za-z]+$/.test(first) ? first : sayPart(first, say)
      const name = [first, ...rest.split('.').slice(1)].map(say).join(' dot ')
      const inner = (call ?? index ?? '').split(/,\s*/).filter((each) => each !== '' && each !== '…')
      return inner.length > 0 ? `${name} of ${inner.map(say).join(' and ')}` : name
    },
  ],
  [/ (>>|<<|==|>=|<=|!=|->|[=≥≤><+\-−*×/%→&|]) /y, ([, sign = '']) => ` ${operators[sign]} `],
  [/\/(?=[\w])/y, () => ' slash '],
  [/[“”"`]/y, () => '"'],
  [/[‘’]/y, () => "'"],
  [/ ?[—–] ?/y, () => ', '],
  [/…/y, () => ''],
  [/[\u00a0\s]+/y, () => ' '],
]

/** A part of a name: `__init__` is "dunder init", `max_requests` "max requests", `P0` "P zero". */
function sayPart(name: string, say: Say): string {
  const [, dunder] = /^__(\w+)__$/.exec(name) ?? []
  if (dunder) return `dunder ${say(dunder)}`
  return (name.match(/[A-Za-z]+|\d+/g) ?? []).map(say).join(' ')
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/** Makes a reader of one course's texts from its list. Longer entries win over shorter ones. */
export function pronouncer(list: readonly Pronunciation[]): (written: string) => string {
  const spokenBy = new Map(list.map((entry) => [entry.written, entry.spoken]))
  const known = [...spokenBy.keys()].toSorted((a, b) => b.length - a.length).map(escaped)
  // An entry is met as a whole word, and as a part of a name: `tracemalloc` in `tracemalloc.start`.
  const entry = known.length > 0 ? new RegExp(`(?<!\\w)(?:${known.join('|')})(?!\\w)`, 'y') : null

  const say = (text: string): string => {
    let out = ''
    let at = 0
    scan: while (at < text.length) {
      if (entry) {
        entry.lastIndex = at
        const [written] = entry.exec(text) ?? []
        // A name that goes on (`.start(`) is read to its end by the rule for names.
        if (written !== undefined && !/^(?:\.\w|\(|\[|=\w)/.test(text.slice(at + written.length))) {
          out += spokenBy.get(written) ?? ''
          at += written.length
          continue
        }
      }
      for (const [pattern, rule] of rules) {
        pattern.lastIndex = at
        const match = pattern.exec(text)
        if (!match) continue
        out += rule(match, say)
        at += match[0].length
        continue scan
      }
      out += text[at]
      at += 1
    }
    return out
  }
  return (written) =>
    say(written)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ([,.;:?!])/g, '$1')
      .replaceAll(/,+(?=[,.;:?!])/g, '')
      .trim()
      .replace(/^\p{Ll}/u, (first) => first.toUpperCase())
}
