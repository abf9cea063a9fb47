import { expect, test } from 'vitest'
import { judgeFormPost } from './judge-form-post.ts'

const host = 'memory.example'

const form = { host, transferEncoding: null }

test.each([
  ['a form of ours', { origin: 'https://memory.example', contentLength: '512' }, null],
  ['a browser that sends no origin', { origin: null, contentLength: null }, null],
  ['another site', { origin: 'https://evil.example', contentLength: '512' }, 'bad_origin'],
  ['another port', { origin: 'https://memory.example:8443', contentLength: '512' }, 'bad_origin'],
  ['a page that hides where it is from', { origin: 'null', contentLength: '512' }, 'bad_origin'],
  ['exactly the limit', { origin: null, contentLength: '1048576' }, null],
  ['more than the limit', { origin: null, contentLength: '1048577' }, 'too_large'],
  [
    'a stream of unknown length',
    { origin: null, contentLength: null, transferEncoding: 'chunked' },
    'no_length',
  ],
])('%s', (_, post, verdict) => {
  expect(judgeFormPost({ ...form, ...post })).toBe(verdict)
})
