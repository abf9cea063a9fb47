import { expect, test } from 'vitest'
import { asForm, textField } from './form-fields.ts'

test.each([undefined, null, 1, 'x', {}, [], new Map()])('%s is an empty form', (input) => {
  expect([...asForm(input).keys()]).toEqual([])
})

test('a field is its text, and nothing when it is missing or a file', () => {
  const form = new FormData()
  form.set('name', 'Ada')
  form.set('file', new Blob(['x']))
  expect(asForm(form)).toBe(form)
  expect(textField(form, 'name')).toBe('Ada')
  expect(textField(form, 'file')).toBeUndefined()
  expect(textField(form, 'other')).toBeUndefined()
})
