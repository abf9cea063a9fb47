import 'server-only'
import { AppError, errors } from '#lib/domain/errors.ts'
import { nameLanguage } from '#lib/schemas/certificate-name.ts'
import { unprintableIn } from '#lib/server/certificate-pdf/text-layout.ts'

/** A name as it will be printed. */
export interface PrintableName {
  name: string
  language: string | null
}

/**
 * Settles in which language's shapes a parsed name is printed, and that every letter of it can be.
 * @param languages what the learner chose, or what their browser prefers
 * @throws name_unprintable, naming the letters
 */
export function printableName(name: string, languages: readonly string[]): PrintableName {
  const language = nameLanguage(name, languages)
  const missing = unprintableIn(name, language)
  if (missing.length === 0) return { name, language }
  const some = missing.slice(0, 3).map((letter) => `“${letter}”`)
  throw new AppError(
    'name_unprintable',
    `The certificate cannot print ${some.join(', ')} right. ${errors.name_unprintable.message.split('. ')[1]}`,
  )
}
