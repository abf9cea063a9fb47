/** What a lesson's MDX may use besides markdown. All of it becomes plain HTML at build time. */
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { figures } from '#components/lesson/figures/index.tsx'
import { walk } from '#lib/domain/exercise/walk.ts'
import type { GlossaryEntry } from '#lib/schemas/course.ts'
import type { Allocator } from '#simulator/index.ts'
import { evidenceComponents } from './evidence-components.tsx'
import { highlight } from './highlight.ts'
import { outputPieces } from './wildcards.ts'

interface Names {
  courseSlug: string
  /** The course's recorded measurements. */
  evidenceFolder: string
  glossary: GlossaryEntry[]
  questionIds: string[]
}

interface CodeProps {
  children?: string
  'data-lang'?: string
  'data-spoken'?: string
  'data-mark'?: string
}

const labels: Record<string, string> = {
  python: 'Python',
  c: 'C',
  sh: 'Shell',
  output: 'Output',
  text: 'Text',
}

function CodeBlock({ children }: { children: ReactElement<CodeProps> }) {
  const { children: source = '', ...data } = children.props
  const lang = data['data-lang'] ?? 'text'
  const code = source.replace(/\n$/, '')
  const label = labels[lang] ?? lang
  return (
    <div className={`code code-${lang}`} data-kind="code" data-spoken={data['data-spoken'] ?? ''}>
      <p className="code-label">{data['data-mark'] === 'fragment' ? `${label}, a fragment` : label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls sideways must be reachable by keyboard */}
      <pre tabIndex={0}>
        {lang === 'output' ? (
          <code>
            {outputPieces(code).map(({ text, varies }) =>
              varies ? (
                <span key={text} className="varies" title="differs from run to run">
                  {text}
                </span>
              ) : (
                text
              ),
            )}
          </code>
        ) : (
          <code dangerouslySetInnerHTML={{ __html: highlight(code, lang) }} />
        )}
      </pre>
    </div>
  )
}

function Table({ caption, spoken, children }: { caption: string; spoken: string; children: ReactNode }) {
  return (
    <figure className="table-figure" data-kind="table" data-spoken={spoken}>
      <figcaption>{caption}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
      <section className="table-scroll" aria-label={caption} tabIndex={0}>
        {children}
      </section>
    </figure>
  )
}

/** Text that the engine wrote when the lesson was compiled. */
function Computed({ label, spoken, children }: { label: string; spoken: string; children: ReactNode }) {
  return (
    <div className="code code-output" data-kind="code" data-spoken={spoken}>
      <p className="code-label">{label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
    </div>
  )
}

interface FigureProps {
  caption: ReactNode
  /** The same information for the ear. */
  spoken: string
  /** The calls that lead to what is drawn, as lines of a play: the reader can step through them. */
  play?: readonly string[]
  /** The heap that is drawn last: the play must end there. */
  ends?: Allocator
  children: ReactNode
}

/** A drawing of memory. */
function Figure({ caption, spoken, play, ends, children }: FigureProps) {
  if (play && ends && walk(play).heap.statsText() !== ends.statsText())
    throw new Error(`the play "${play.join('; ')}" ends elsewhere than its figure`)
  return (
    <figure className="figure" data-kind="figure" data-spoken={spoken}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it may scroll sideways, like the code above */}
      <div className="figure-body" tabIndex={0}>
        {children}
      </div>
      <figcaption>{caption}</figcaption>
      {play && (
        <button type="button" className="figure-play" data-play={play.join('\n')}>
          Step through it
        </button>
      )}
    </figure>
  )
}

function Note({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <aside className="note">
      {title ? <p className="note-title">{title}</p> : null}
      {children}
    </aside>
  )
}

/** Where to read on; not read aloud. */
function Further({ children }: { children: ReactNode }) {
  return (
    <aside className="note further" data-spoken="">
      <p className="note-title">Further reading</p>
      {children}
    </aside>
  )
}

/** A question to answer in one's head before the answer is opened. */
function Predict({ question, children }: { question: ReactNode; children: ReactNode }) {
  return (
    <details className="predict">
      <summary>
        <span className="predict-label" data-line="">
          Predict
        </span>{' '}
        {question}
      </summary>
      <div className="predict-answer">{children}</div>
    </details>
  )
}

/** The components for one course's lessons; a name that does not exist stops the build. */
export function lessonComponents({ courseSlug, evidenceFolder, glossary, questionIds }: Names) {
  return {
    ...figures,
    ...evidenceComponents(evidenceFolder),
    pre: CodeBlock,
    Table,
    Computed,
    Figure,
    Further,
    Note,
    Predict,
    Term({ id, children }: { id: string; children: ReactNode }) {
      if (!glossary.some((entry) => entry.id === id))
        throw new Error(`<Term id="${id}">: not in glossary.json`)
      return (
        <a className="term" href={`/learn/${courseSlug}/glossary#${id}`}>
          {children}
        </a>
      )
    },
    Quiz({ id }: { id: string }) {
      if (!questionIds.includes(id)) throw new Error(`<Quiz id="${id}">: no such question in quiz.json`)
      return <div data-kind="quiz" data-name={id} />
    },
    /** Checked against `exercises/` when the course is compiled. */
    Exercise({ id }: { id: string }) {
      return <div data-kind="exercise" data-name={id} />
    },
    a: (props: ComponentProps<'a'>) =>
      props.href?.startsWith('http') ? <a {...props} rel="noreferrer" /> : <a {...props} />,
  }
}
