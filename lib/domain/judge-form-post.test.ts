import { expect, test } from 'vitest'
import { judgeFormPost } from './judge-form-post.ts'

const host = 'memory.example'

test.each([
  ['a form of ours', { origin: 'https://memory.example', host, contentLength: '512' }, null],
  ['a browser that sends no origin', { origin: null, host, contentLength: null }, null],
  ['another site', { origin: 'https://evil.example', host, contentLength: '512' }, 'bad_origin'],
  ['another port', { origin: 'https://memory.example:8443', host, contentLength: '512' }, 'bad_origin'],
  ['a page that hides where it is from', { origin: 'null', host, contentLength: '512' }, 'bad_origin'],
  ['exactly the limit', { origin: null, host, contentLength: '1048576' }, null],
  ['more than the limit', { origin: null, host, contentLength: '1048577' }, 'too_large'],
])('%s', (_, post, verdict) => {
  expect(judgeFormPost(post)).toBe(verdict)
})
