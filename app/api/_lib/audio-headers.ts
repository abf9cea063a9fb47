/** Asked for again before each use, so that access that ended is over at the next request; a free lesson may be kept. */
export const audioCache = (isFree: boolean): string => (isFree ? 'public, max-age=3600' : 'private, no-cache')
