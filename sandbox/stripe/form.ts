import { invalidRequest } from './errors.ts'

/** Decoded form: strings at the leaves. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue }
export type Form = { [key: string]: FormValue }

interface Branch {
  [key: string]: string | Branch
}

const maximumKeys = 1000
const maximumDepth = 10

/**
 * Decodes Stripe's form encoding: `line_items[0][price]=price_1&expand[]=customer`.
 * Throws Stripe's refusal for keys that no parameter can have.
 */
export function decodeForm(text: string): Form {
  const root = newBranch()
  let keys = 0
  for (const [name, value] of new URLSearchParams(text)) {
    keys += 1
    if (keys > maximumKeys) throw invalidRequest(`Too many parameters: at most ${maximumKeys} are read.`)
    place(root, splitName(name), value)
  }
  const form: Form = {}
  for (const [key, value] of Object.entries(root)) form[key] = toValue(value)
  return form
}

function newBranch(): Branch {
  return Object.create(null)
}

function splitName(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
  const head = match?.[1]
  if (head === undefined) throw unknownParameter(name)
  const rest = Array.from((match?.[2] ?? '').matchAll(/\[([^[\]]*)\]/g), (part) => part[1] ?? '')
  const path = [head, ...rest]
  if (path.length > maximumDepth || path.includes('__proto__')) throw unknownParameter(name)
  return path
}

function place(root: Branch, path: string[], value: string): void {
  let branch = root
  path.forEach((part, depth) => {
    const key = part === '' ? String(Object.keys(branch).length) : part
    if (depth === path.length - 1) {
      branch[key] = value
      return
    }
    const next = branch[key]
    if (typeof next === 'object') {
      branch = next
    } else {
      const made = newBranch()
      branch[key] = made
      branch = made
    }
  })
}

/** A branch whose keys count from zero is a list. */
function toValue(value: string | Branch): FormValue {
  if (typeof value === 'string') return value
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key, index) => key === String(index))) {
    return Object.values(value).map(toValue)
  }
  const object: Form = {}
  for (const [key, inner] of Object.entries(value)) object[key] = toValue(inner)
  return object
}

/** Stripe's refusal of a parameter that it does not know. */
export function unknownParameter(name: string) {
  return invalidRequest(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name })
}
