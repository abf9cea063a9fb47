/** A fault in the course's sources, told with the file and, where it is known, the line. */
export class ContentError extends Error {
  constructor(message: string, file: string, line?: number) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${message}`)
    this.name = 'ContentError'
  }
}
