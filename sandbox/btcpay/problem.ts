/** What the Greenfield API refuses, in its own form. */
export class GreenfieldProblem extends Error {
  readonly status: 400 | 401 | 403 | 404 | 422
  readonly body: unknown

  constructor(status: 400 | 401 | 403 | 404 | 422, code: string, message: string) {
    super(message)
    this.status = status
    this.body = { code, message }
  }
}

/** Fields that are missing, unknown or wrong: a list, as BTCPay answers. */
export class InvalidFields extends GreenfieldProblem {
  override readonly body: unknown

  constructor(issues: { path: string; message: string }[]) {
    super(422, 'validation-error', issues.map(({ path, message }) => `${path}: ${message}`).join('; '))
    this.body = issues
  }
}
