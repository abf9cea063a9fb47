/** The editor: CodeMirror, in the site's colours. Loaded when the panel with the editor is opened. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { python } from '@codemirror/lang-python'
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { EditorState, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tagHighlighter, tags } from '@lezer/highlight'

/** The same five looks as in the lessons (app/styles/code.css). */
const looks = syntaxHighlighting(
  tagHighlighter([
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.self], class: 'tk-k' },
    { tag: [tags.string, tags.special(tags.string)], class: 'tk-s' },
    { tag: [tags.number, tags.bool, tags.null], class: 'tk-n' },
    { tag: [tags.function(tags.variableName), tags.definition(tags.className)], class: 'tk-f' },
    { tag: tags.comment, class: 'tk-c' },
  ]),
)

const setMarked = StateEffect.define<number | null>()

/** The line that caused the step that is shown. */
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = transaction.docChanged ? Decoration.none : marks
    for (const effect of transaction.effects) {
      if (!effect.is(setMarked)) continue
      const { doc } = transaction.state
      const line = effect.value !== null && effect.value <= doc.lines ? doc.line(effect.value) : null
      now = line
        ? Decoration.set([Decoration.line({ class: 'is-marked' }).range(line.from)])
        : Decoration.none
    }
    return now
  },
  provide: (field) => EditorView.decorations.from(field),
})

export interface Editor {
  text(): string
  setText(text: string): void
  /** Marks a line, from 1; null for none. It comes into view when it is not, and the page stays where it is. */
  mark(line: number | null): void
  focus(): void
  destroy(): void
}

interface EditorOptions {
  parent: HTMLElement
  text: string
  label: string
  describedBy: string
  onChange(text: string): void
}

/** Styles are put in the page while it runs, so they carry the nonce of the page's own scripts. */
const nonceOfPage = () => [...document.scripts].find(({ nonce }) => nonce)?.nonce ?? ''

/** Puts the editor in place. Tab leaves it, as everywhere on the page; Enter indents by itself. */
export function openEditor({ parent, text, label, describedBy, onChange }: EditorOptions): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonceOfPage()),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-describedby': describedBy,
          autocapitalize: 'off',
          autocorrect: 'off',
          spellcheck: 'false',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString())
        }),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('    '),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        python(),
        looks,
        markedLine,
      ],
    }),
  })
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    mark: (line) => {
      view.dispatch({ effects: setMarked.of(line) })
      if (line === null || line > view.state.doc.lines) return
      const block = view.lineBlockAt(view.state.doc.line(line).from)
      const { scrollDOM } = view
      const isSeen =
        block.top >= scrollDOM.scrollTop && block.bottom <= scrollDOM.scrollTop + scrollDOM.clientHeight
      if (!isSeen) scrollDOM.scrollTop = block.top - scrollDOM.clientHeight / 2
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
