import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#components/lesson/lesson.css'
import { InlineCode } from '#components/lesson/inline-code.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { findChangelog } from '#lib/data/course/find-changelog.ts'
import { certificateDay } from '#lib/domain/certificate.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Versions of the course' }

/** What changed in the course, newest first. Open to everybody: a certificate names the version that it was issued for. */
export default async function ChangesPage({ params }: { params: Promise<{ course: string }> }) {
  const found = findChangelog((await params).course)
  if (!found) notFound()
  return (
    <Page
      margin={
        <Link href={`/learn/${found.course.slug}` as Route} prefetch={false}>
          All lessons
        </Link>
      }
    >
      <PageHeader title="Versions of the course">
        What changed, and when. A certificate names the version that it was issued for, and keeps it.
      </PageHeader>
      <div className="prose">
        {found.changelog.map(({ version, date, changes }) => (
          <section key={version} id={`v${version}`} aria-labelledby={`v${version}-title`}>
            <h2 id={`v${version}-title`}>Version {version}</h2>
            <p className="font-sans text-sm text-muted">
              <time dateTime={date}>{certificateDay(new Date(date))}</time>
            </p>
            <ul>
              {changes.map((change) => (
                <li key={change}>
                  <InlineCode text={change} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Page>
  )
}
