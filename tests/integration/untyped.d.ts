/** The verifiers' libraries come without types; these are the parts that tests use. */
declare module '@digitalbazaar/vc' {
  interface Result {
    verified: boolean
    error?: unknown
    statusResult?: { verified: boolean; results: { status: boolean }[] }
  }
  type Loader = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>
  export function verifyCredential(options: {
    credential: unknown
    suite: unknown
    documentLoader: Loader
    checkStatus?: unknown
    now?: Date
  }): Promise<Result>
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown })
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<unknown>
}
