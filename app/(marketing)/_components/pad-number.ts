/** A number with figure spaces before it, so that what stands beside it stays where it is when it grows. */
export function padNumber(value: number, digits: number): string {
  return String(value).padStart(digits, '\u2007')
}
