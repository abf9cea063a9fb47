import { NameForm } from '#components/certificate/name-form.tsx'
import type { OwnCertificate } from '#lib/data/certificates/get-certificate-desk.ts'
import { certificateDay } from '#lib/domain/certificate.ts'
import { correctAction } from '../actions.ts'

/** The one correction that a learner may make, and what the name was before. */
export function NameCorrection({ own, courseSlug }: { own: OwnCertificate; courseSlug: string }) {
  const { certificate, formerNames, mayCorrect } = own
  return (
    <section className="max-w-measure" aria-labelledby="correction">
      <h2 id="correction" className="mb-3 text-2xl">
        The name
      </h2>
      {formerNames.length > 0 && (
        <ul className="mb-4 font-sans text-base">
          {formerNames.map(({ name, correctedAt, byOwner }) => (
            <li key={correctedAt.toISOString()} className="border-b border-rule py-2">
              Until {certificateDay(correctedAt)} it was <bdi>{name}</bdi>; corrected by{' '}
              {byOwner ? 'us' : 'you'}. Others see only that it was corrected.
            </li>
          ))}
        </ul>
      )}
      {mayCorrect ? (
        <details>
          <summary className="cursor-pointer font-sans text-base">
            Is there a mistake in it? Correct it, once
          </summary>
          <div className="mt-4">
            <NameForm
              action={correctAction}
              fields={{ courseSlug }}
              name={certificate.name}
              label="Corrected name"
              warning="This can be done once. The link and the date stay; the page will say that the name was corrected and when. PDFs that you downloaded until now no longer count as the one issued."
              confirmText="Correct the name"
            />
          </div>
        </details>
      ) : (
        <p className="font-sans text-base text-muted">
          You have corrected the name once. If it still is wrong, write to us, and we will correct it.
        </p>
      )}
    </section>
  )
}
