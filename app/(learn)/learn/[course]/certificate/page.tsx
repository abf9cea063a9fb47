import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { BuyCourse } from '#components/lesson/buy-course.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCertificateDesk } from '#lib/data/get-certificate-desk.ts'
import { getSession } from '#lib/data/get-session.ts'
import { IssuedCertificate } from './_components/issued-certificate.tsx'
import { NameForm } from './_components/name-form.tsx'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Your certificate', robots: { index: false } }

interface CertificateDeskProps {
  params: Promise<{ course: string }>
}

/** What is missing, the question for the name, or the certificate. */
export default async function CertificateDeskPage({ params }: CertificateDeskProps) {
  const { course: slug } = await params
  const path = `/learn/${slug}/certificate`
  const session = await getSession()
  if (!session) redirect(`/sign-in?${new URLSearchParams({ returnTo: path })}` as Route)
  const desk = await getCertificateDesk(session, slug)
  if (!desk) notFound()
  const { course } = desk
  const home = (
    <Link href={`/learn/${slug}` as Route} prefetch={false}>
      The lessons
    </Link>
  )
  switch (desk.state) {
    case 'no_access':
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate">
            <p>It comes with the course: do its lessons, and it is yours to print and to show.</p>
          </PageHeader>
          <BuyCourse course={course} isSignedIn returnTo={path} />
        </Page>
      )
    case 'not_finished': {
      const done = course.lessons.length - desk.missing.length
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate">
            <p>
              {done} of {course.lessons.length} lessons are done. It is ready when these are:
            </p>
          </PageHeader>
          <ol className="max-w-measure font-sans text-base">
            {desk.missing.map((lesson) => (
              <li key={lesson.slug} className="flex items-baseline gap-4 border-b border-rule py-2.5">
                <span className="w-6 shrink-0 font-mono text-sm text-muted">{lesson.number}</span>
                <Link
                  href={`/learn/${slug}/${lesson.slug}` as Route}
                  prefetch={false}
                  className="min-w-0 flex-1"
                >
                  {lesson.title}
                </Link>
                <span className="shrink-0 text-sm text-muted">{lesson.minutes} min</span>
              </li>
            ))}
          </ol>
        </Page>
      )
    }
    case 'ready':
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate">
            <p>You have done every lesson. Which name shall stand on the certificate?</p>
          </PageHeader>
          <NameForm courseSlug={slug} accountName={desk.accountName} />
        </Page>
      )
    case 'issued':
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate" />
          <IssuedCertificate certificate={desk.certificate} linkedIn={desk.linkedIn} />
        </Page>
      )
  }
}
