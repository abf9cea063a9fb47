import { getSite } from '#lib/data/site/get-site.ts'
import { AppError } from '#lib/domain/errors.ts'

/**
 * Refuses a request that another site's page made. Browsers of this decade say so in Sec-Fetch-Site; older ones send Origin.
 * @throws bad_origin
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isOurs = site === null ? origin === new URL(getSite().url).origin : site === 'same-origin'
  if (!isOurs) throw new AppError('bad_origin')
}
