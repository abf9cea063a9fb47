/** A recorded program that can be played. */
export interface Program {
  readonly slug: string
  readonly about: string
  readonly python: string
  readonly operations: number
  readonly startupOperations: number
  readonly version: string
  readonly source: string
}

export interface LessonLink {
  readonly slug: string
  readonly number: number
  readonly title: string
}
