/**
 * From the HTML of a lesson to its blocks: what a reading position points at and what a voice reads. Each top-level
 * element is a block; its id is made from its own content, so an edit elsewhere moves nobody's position.
 */
import { createHash } from 'node:crypto'
import type { Element, ElementContent, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { countWords, lessonTitleId } from '#lib/domain/narration/narration.ts'
import type { CompiledLesson } from '#lib/schemas/course.ts'
import { ContentError } from './content-error.ts'

type Block = CompiledLesson['blocks'][number]
type Kind = Block['kind']
type Part = CompiledLesson['parts'][number]

const kinds: Record<string, Kind> = {
  p: 'paragraph',
  h2: 'heading',
  h3: 'heading',
  ul: 'list',
  ol: 'list',
  dl: 'list',
  blockquote: 'note',
  figure: 'figure',
  aside: 'note',
  details: 'predict',
}

const letters: Record<Kind, string> = {
  paragraph: 'p',
  heading: 'h',
  list: 'l',
  code: 'c',
  table: 't',
  figure: 'f',
  note: 'n',
  predict: 'd',
  quiz: 'q',
  exercise: 'x',
}

/** Text as a voice would meet it: what is hidden from assistive technology is hidden from the voice. */
export function textOf(node: RootContent | ElementContent): string {
  if (node.type === 'text') return node.value.replaceAll(/\s+/g, ' ')
  if (node.type !== 'element') return ''
  if (node.properties.ariaHidden === 'true' || node.properties.dataUnspoken !== undefined) return ''
  const inner = node.children.map(textOf).join('')
  const endsLine = /^(p|li|summary|figcaption|tr|dt|dd|h\d|div)$/.test(node.tagName)
  return endsLine || node.properties.dataLine !== undefined ? `${inner}\n` : inner
}

const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** White space as a reader sees it, and a line for each paragraph, item or row. */
const lines = (text: string) => text.split('\n').map(squeeze).filter(Boolean).join('\n')

function slugify(text: string): string {
  return squeeze(text)
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
}

function kindOf(node: Element): Kind | undefined {
  const declared = node.properties.dataKind
  if (declared === 'quiz' || declared === 'exercise' || declared === 'code' || declared === 'table')
    return declared
  return kinds[node.tagName]
}

/** Numbers the blocks of a lesson and cuts its HTML where something interactive stands. @throws ContentError */
export function toBlocks(html: string, file: string): Pick<CompiledLesson, 'blocks' | 'headings' | 'parts'> {
  const blocks: Block[] = []
  const headings: CompiledLesson['headings'] = []
  const parts: Part[] = []
  const taken = new Set<string>([lessonTitleId])
  const unique = (wish: string) => {
    let id = wish
    for (let i = 2; taken.has(id); i++) id = `${wish}-${i}`
    taken.add(id)
    return id
  }
  let run = ''
  let wordsBefore = 0

  for (const node of fromHtml(html, { fragment: true }).children) {
    if (node.type === 'comment' || (node.type === 'text' && node.value.trim() === '')) continue
    const kind = node.type === 'element' ? kindOf(node) : undefined
    if (node.type !== 'element' || !kind) {
      const what =
        node.type === 'element' ? `<${node.tagName}>` : `text "${squeeze(textOf(node)).slice(0, 40)}"`
      throw new ContentError(`${what} cannot stand at the top of a lesson`, file)
    }
    if (kind === 'quiz' || kind === 'exercise') {
      const name = String(node.properties.dataName)
      if (run) parts.push({ kind: 'html', html: run })
      run = ''
      parts.push(kind === 'quiz' ? { kind, questionId: name } : { kind, exerciseId: name })
      blocks.push({ id: unique(`${letters[kind]}-${name}`), kind, spoken: '', words: 0 })
      continue
    }
    const text = squeeze(textOf(node))
    const spoken = lines(String(node.properties.dataSpoken ?? textOf(node)))
    const hash = createHash('sha256').update(`${kind}\n${text}`).digest('hex').slice(0, 8)
    const id = unique(kind === 'heading' ? slugify(text) : `${letters[kind]}-${hash}`)
    node.properties.id = id
    node.properties.dataBlock = ''
    // The margin's page mark: how many words in, written as the book writes addresses.
    if (spoken) node.properties.dataAt = `0x${wordsBefore.toString(16).padStart(4, '0')}`
    delete node.properties.dataSpoken
    delete node.properties.dataKind
    if (node.tagName === 'h2') headings.push({ id, text })
    blocks.push({ id, kind, spoken, words: countWords(spoken) })
    wordsBefore += countWords(spoken)
    run += toHtml(node, { space: 'html', omitOptionalTags: false })
  }
  if (run) parts.push({ kind: 'html', html: run })
  return { blocks, headings, parts }
}
