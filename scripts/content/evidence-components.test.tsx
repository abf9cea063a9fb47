import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { openEvidence } from '#content/evidence.ts'
import { root } from '../settings.ts'
import { toBlocks } from './blocks.ts'
import { evidenceComponents } from './evidence-components.tsx'

const folder = join(root, 'content/courses/demystifying-python-memory/evidence')
const { Measured, Recorded } = evidenceComponents(folder)
const { written } = openEvidence(folder)

it('writes a measured number with its unit, and says on demand where it comes from', () => {
  const html = renderToStaticMarkup(
    createElement(
      'p',
      {},
      'After: ',
      createElement(Measured, { of: 'fragmentation', value: 'rssSurvivors' }),
    ),
  )
  const number = written('fragmentation', 'rssSurvivors').replace(' ', '\u00a0')
  expect(html).toContain(`>${number}</button>`)
  expect(html).toMatch(/popover="auto" id="measured-\d+".*CPython 3\.9\.18, 3\.11\.7, 3\.13\.0.*GiB\./)
  // A voice says the number, and not its origin.
  expect(toBlocks(html, 'lesson.mdx').blocks[0]?.spoken).toBe(`After: ${number.replace('\u00a0', ' ')}`)
})

it('shows a stretch of a raw output with its versions', () => {
  const html = renderToStaticMarkup(
    createElement(Recorded, {
      of: 'memray',
      output: 'plain.3.11.txt',
      from: 'never freed',
      to: 'MMAP',
      spoken: 'A table.',
    }),
  )
  expect(html).toContain('with CPython 3.11.7, memray 1.20.0')
  expect(html).not.toContain('memray stats')
  expect(toBlocks(html, 'lesson.mdx').blocks).toMatchObject([{ kind: 'code', spoken: 'A table.' }])
})

it('stops the build for what was never measured', () => {
  const render = () =>
    renderToStaticMarkup(createElement(Measured, { of: 'fragmentation', value: 'unicorns' }))
  expect(render).toThrow(/no value "unicorns"/)
})
