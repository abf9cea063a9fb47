import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import type { Cell } from '#components/allocator/cells.ts'
import { classNames } from '#components/ui/class-names.ts'
import { type CertificateFacts, certificateDay, certificateRows } from '#lib/domain/certificate.ts'
import { type DrawnName, NameDrawing } from './name-drawing.tsx'

interface CertificateSheetProps {
  certificate: Omit<CertificateFacts, 'name'> & {
    /** Null where the graduate keeps it to themselves. */
    name: string | null
    corrections: readonly { correctedAt: Date; byOwner: boolean }[]
    issuer: string
    /** The arena that the id makes, and the requests that it took. */
    pattern: { pools: readonly Cell[]; requests: number }
    nameOutline: DrawnName | null
    revokedAt: Date | null
  }
  /** The name is the page's heading, or a part of it. */
  heading: 'h1' | 'h2'
}

const nameless = 'a graduate who keeps the name private'

/** Everything that stands on the paper, on a page. */
export function CertificateSheet({ certificate, heading: Heading }: CertificateSheetProps) {
  const { pattern } = certificate
  const facts = certificateRows(certificate)
  return (
    <article className="border border-rule-strong bg-paper px-5 py-6 sm:px-8 sm:py-8">
      <p className="mb-6 flex flex-wrap justify-between gap-x-6 border-b border-ink pb-2 text-base">
        <span>{certificate.issuer}</span>
        <span className="text-accent">Certificate of completion{certificate.revokedAt && ', revoked'}</span>
      </p>
      <p className="text-lg text-muted italic">This certifies that</p>
      <Heading
        lang={certificate.nameLanguage ?? undefined}
        className={classNames(
          'mt-1 mb-4 leading-tight font-normal break-words',
          (certificate.name ?? nameless).length > 36
            ? 'text-2xl sm:text-3xl'
            : 'text-3xl sm:text-4xl lg:text-5xl',
        )}
      >
        {certificate.name === null ? (
          nameless
        ) : certificate.nameOutline ? (
          <NameDrawing {...certificate.nameOutline} label={certificate.name} scale={1.3} />
        ) : (
          <bdi>{certificate.name}</bdi>
        )}
      </Heading>
      <div className="grid gap-8 md:grid-cols-[minmax(0,1fr)_minmax(12rem,17rem)]">
        <div className="min-w-0">
          <p className="text-lg text-muted italic">has completed the course</p>
          <p className="mt-1 text-2xl text-balance">{certificate.courseTitle}</p>
          <dl className="mt-6 text-base">
            {facts.map(([term, value]) => (
              <div key={term} className="flex gap-4 border-b border-rule py-1.5">
                <dt className="w-24 shrink-0 text-muted">{term}</dt>
                <dd className="min-w-0">{value}</dd>
              </div>
            ))}
            <div className="flex gap-4 border-b border-rule py-1.5">
              <dt className="w-24 shrink-0 text-muted">Id</dt>
              <dd className="min-w-0 font-mono text-sm leading-6 break-all">{certificate.id}</dd>
            </div>
          </dl>
          {certificate.corrections.map(({ correctedAt, byOwner }) => (
            <p key={correctedAt.toISOString()} className="mt-3 text-base text-muted">
              The name was corrected on {certificateDay(correctedAt)}, by{' '}
              {byOwner ? 'the issuer' : 'the graduate'}.
            </p>
          ))}
        </div>
        <figure className="min-w-0 self-end">
          <ArenaMark
            tone={certificate.revokedAt ? 'ink' : 'memory'}
            cells={pattern.pools}
            label="A memory arena with 64 pools, made from the certificate’s id"
            className="w-full max-w-68"
          />
          <figcaption className="mt-2 max-w-68 font-mono text-xs text-muted">
            arena: 64 pools after the {pattern.requests.toLocaleString('en')} requests that follow from this
            id
          </figcaption>
        </figure>
      </div>
    </article>
  )
}
