import 'server-only'
import { describeDevice } from '#lib/domain/device.ts'
import { AppError } from '#lib/domain/errors.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { findRefundDeadline, formatMoment } from '#lib/domain/refund-policy.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import { type OrderTerms, orderTermsSchema } from '#lib/schemas/order-terms.ts'
import { getCourseOutline } from '#lib/server/courses.ts'
import { db } from '#lib/server/db.ts'
import { type EvidenceSection, renderEvidence } from '#lib/server/evidence-pdf.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { recordAudit } from './record-audit.ts'

type Row = [string, string]

/** When the course was used, from what is kept for the learner anyway: no address of a network, no click. */
async function accessLog(userId: string, courseSlug: string): Promise<Row[]> {
  const where = { userId, courseSlug }
  const [sessions, lessons, answers, exercises, certificate] = await Promise.all([
    db.session.findMany({ where: { userId } }),
    db.lessonProgress.findMany({ where }),
    db.quizAnswer.findMany({ where }),
    db.exerciseResult.findMany({ where, select: { exerciseId: true, updatedAt: true, solvedAt: true } }),
    db.certificate.findFirst({ where }),
  ])
  const titles = new Map(getCourseOutline(courseSlug)?.lessons.map(({ slug, title }) => [slug, title]))
  const named = (slug: string) => `“${titles.get(slug) ?? slug}”`
  const lines: [Date, string][] = [
    ...sessions.flatMap(({ createdAt, lastSeenAt, userAgent }): [Date, string][] => [
      [createdAt, `Signed in as the buyer (${describeDevice(userAgent)})`],
      [lastSeenAt, `Last seen on that device (${describeDevice(userAgent)})`],
    ]),
    ...lessons.flatMap((lesson): [Date, string][] => [
      [lesson.createdAt, `Opened the lesson ${named(lesson.lessonSlug)}`],
      [
        lesson.positionAt,
        `Last read in ${named(lesson.lessonSlug)}, ${Math.ceil(lesson.activeSeconds / 60)} min in all`,
      ],
      ...(lesson.doneAt ? [[lesson.doneAt, `Finished ${named(lesson.lessonSlug)}`] as [Date, string]] : []),
    ]),
    ...answers.map((answer): [Date, string] => [
      answer.answeredAt,
      `Answered a question in ${named(answer.lessonSlug)}`,
    ]),
    ...exercises.map((done): [Date, string] => [
      done.solvedAt ?? done.updatedAt,
      `Worked on the exercise ${done.exerciseId}`,
    ]),
    ...(certificate ? [[certificate.issuedAt, 'Took the certificate'] as [Date, string]] : []),
  ]
  return lines
    .sort(([one], [other]) => one.getTime() - other.getTime())
    .map(([at, what]) => [formatMoment(at), what])
}

const include = {
  user: { select: { id: true, email: true, name: true } },
  payments: { orderBy: { recordedAt: 'asc' } },
  refunds: { orderBy: { attempt: 'asc' } },
  steps: { orderBy: { id: 'asc' } },
  mails: { orderBy: { sentAt: 'asc' } },
  entitlement: { select: { userId: true } },
  gift: { select: { redeemedAt: true } },
} satisfies Prisma.OrderInclude

type Order = Prisma.OrderGetPayload<{ include: typeof include }>

const moment = (at: Date | null) => (at ? formatMoment(at) : 'not yet')

function tellOrder(order: Order, terms: OrderTerms): EvidenceSection {
  const { user, payments, currency } = order
  return {
    title: 'The order',
    rows: [
      ['Order', order.number],
      ['Bought', `${terms.title}, version ${terms.courseVersion}: an online course, opened at once`],
      ['Buyer', [user?.name, user?.email ?? order.email].filter(Boolean).join(', ')],
      ['Ordered', moment(order.createdAt)],
      ['Price shown', formatMoney(order.amountInCents, currency)],
      ['Paid', moment(order.paidAt)],
      ['Checkout', order.providerSessionId ?? '–'],
      ...payments.map(
        ({ kind, occurredAt, amountInCents, providerId }): Row => [
          kind.toLowerCase().replaceAll('_', ' '),
          `${formatMoney(amountInCents, currency)}, ${moment(occurredAt)}, ${providerId}`,
        ],
      ),
    ],
  }
}

function tellDelivery({ steps, mails }: Order): EvidenceSection {
  const access = steps.filter(({ kind }) => kind === 'ACCESS')
  return {
    title: 'Delivery',
    rows: [
      ...access.map(
        ({ at, value }): Row => [moment(at), value === 'OPEN' ? 'Access opened' : 'Access ended'],
      ),
      ...mails.map(
        ({ sentAt, template }): Row => [
          moment(sentAt),
          `Mail to the buyer’s address: ${template.replaceAll('-', ' ')}`,
        ],
      ),
    ],
  }
}

function tellRefund({ paidAt, gift, refunds, currency }: Order, terms: OrderTerms): EvidenceSection {
  const { refundDays } = terms
  const deadline = findRefundDeadline({ paidAt, refundDays, redeemedAt: gift?.redeemedAt })
  // The days of a gift begin when it is redeemed.
  const until = paidAt ? `the gift is redeemed, and ${refundDays} days from then` : 'nothing was paid'
  return {
    title: 'The refund that was offered',
    rows: [
      ['Promise beside the button', terms.refundPromise],
      ['Open by one press until', deadline ? moment(deadline) : until],
      ...refunds.map(
        ({ requestedAt, amountInCents, status, origin }): Row => [
          moment(requestedAt),
          `Refund of ${formatMoney(amountInCents, currency)} (${origin.toLowerCase()}): ${status.toLowerCase()}`,
        ],
      ),
    ],
    text: refunds.length === 0 ? 'The buyer did not ask for a refund.' : '',
  }
}

/**
 * The file that answers a dispute: the order, how the course was used, the policy as it was shown, and the refund that stood
 * open. That it was downloaded is recorded.
 * @throws not_owner, not_found
 */
export async function getEvidence(viewer: Viewer, number: string): Promise<Buffer> {
  if (!viewer.isOwner) throw new AppError('not_owner')
  const order = await db.order.findUnique({ where: { number }, include })
  if (!order) throw new AppError('not_found')
  await recordAudit(db, viewer, { action: 'DOWNLOAD_EVIDENCE', orderId: order.id })
  const terms = orderTermsSchema.parse(order.terms)
  // A gift is used by who was given it.
  const holder = order.entitlement?.userId ?? order.user?.id
  return renderEvidence(`Evidence for order ${order.number}`, [
    tellOrder(order, terms),
    tellDelivery(order),
    {
      title: 'Use of the course',
      rows: holder ? await accessLog(holder, order.courseSlug) : [],
      empty: 'Nothing is recorded: the buyer did not open the course while signed in.',
    },
    tellRefund(order, terms),
    {
      title: `The refund policy as it was shown${terms.policy ? ` (of ${terms.policy.version})` : ''}`,
      rows: [],
      text: terms.policy?.text ?? terms.refundPromise,
    },
  ])
}
