/**
 * What a server action was called with, as a form. Anybody may call an action with anything; what is no form counts as an
 * empty one, so that its schema refuses it in a sentence.
 */
export function asForm(input: unknown): FormData {
  return input instanceof FormData ? input : new FormData()
}

/** A text field; undefined when it is missing, or a file. */
export function textField(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' ? value : undefined
}
