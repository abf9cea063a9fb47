import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound, redirect } from 'next/navigation'
import { NameForm } from '#components/certificate/name-form.tsx'
import { BuyCourse } from '#components/lesson/buy-course.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { getCertificateDesk } from '#lib/data/certificates/get-certificate-desk.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { IssuedCertificate } from './_components/issued-certificate.tsx'
import { Missing } from './_components/missing.tsx'
import { issueAction } from './actions.ts'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Your certificate', robots: { index: false } }

interface CertificateDeskProps {
  params: Promise<{ course: string }>
  searchParams: Promise<{ saved?: string | string[] }>
}

/** What is missing, the question for the name, or the certificate. */
export default async function CertificateDeskPage({ params, searchParams }: CertificateDeskProps) {
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
      const lessons = course.lessons.length - desk.lessons.length
      const exercises = desk.requiredExercises - desk.exercises.length
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate">
            <p>
              {lessons} of {course.lessons.length} lessons are done
              {desk.requiredExercises > 0 &&
                `, and ${exercises} of the ${desk.requiredExercises} exercises that count are solved`}
              . It is ready when these are:
            </p>
          </PageHeader>
          <Missing desk={desk} />
        </Page>
      )
    }
    case 'ready':
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate">
            <p>You have done all that it asks for. Which name shall stand on the certificate?</p>
          </PageHeader>
          <NameForm
            action={issueAction}
            fields={{ courseSlug: slug }}
            name={desk.accountName}
            label="Name on the certificate"
            warning="The certificate is issued once, with this name and today’s date; the name can be corrected once. Look at every letter before you go on."
            confirmText="Issue my certificate"
          />
        </Page>
      )
    case 'issued':
      return (
        <Page margin={home}>
          <PageHeader title="Your certificate" />
          <IssuedCertificate
            own={desk}
            courseSlug={slug}
            isSaved={(await searchParams).saved !== undefined}
          />
        </Page>
      )
  }
}
