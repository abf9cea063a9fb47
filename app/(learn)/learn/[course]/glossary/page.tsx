import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#components/lesson/lesson.css'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getGlossary } from '#lib/data/course/get-glossary.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Glossary' }

/** The course's words. Open to everybody. */
export default async function GlossaryPage({ params }: { params: Promise<{ course: string }> }) {
  const glossary = getGlossary((await params).course)
  if (!glossary) notFound()
  return (
    <Page
      margin={
        <Link href={`/learn/${glossary.course.slug}` as Route} prefetch={false}>
          All lessons
        </Link>
      }
    >
      <PageHeader title="Glossary">The words of this course, each in a sentence or two.</PageHeader>
      <dl className="prose glossary">
        {glossary.entries.map(({ id, term, definition }) => (
          <div key={id} id={id}>
            <dt>
              <InlineCode text={term} />
            </dt>
            <dd>
              <InlineCode text={definition} />
            </dd>
          </div>
        ))}
      </dl>
    </Page>
  )
}
