import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { RefreshWhileWaiting } from '#components/ui/refresh-while-waiting.tsx'
import { type CheckoutResult, getCheckoutResult } from '#lib/data/checkout/get-checkout-result.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { checkoutSessionIdSchema } from '#lib/schemas/checkout.ts'
import { Surplus, type Told, tellCrypto } from './_components/tell-crypto.tsx'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Your order', robots: { index: false }, referrer: 'no-referrer' }

const mailLink = (number: string) => {
  const { supportEmail } = getSite()
  return (
    <a href={`mailto:${supportEmail}?subject=${encodeURIComponent(`Order ${number}`)}`}>{supportEmail}</a>
  )
}

function paidGift({ gift, number, isViewers, maskedEmail }: CheckoutResult, amount: string): Told {
  const path = `/account/purchases/${number}`
  const isSoon = gift !== null && gift.sendAt <= new Date()
  return {
    title: 'Your gift is paid',
    body: (
      <>
        <p>
          {amount}. The link goes to{' '}
          <strong className="font-semibold break-words">{gift?.maskedEmail}</strong>
          {isSoon || !gift ? (
            ' now'
          ) : (
            <>
              {' '}
              on <Moment at={gift.sendAt.toISOString()} withLocal />
            </>
          )}
          . Until it is redeemed you can give it to somebody else, or take it back.
        </p>
        <p>
          {isViewers ? (
            <LinkButton href={path}>See the gift</LinkButton>
          ) : (
            <>
              A receipt, with a link to all of that, is on its way to{' '}
              <strong className="font-semibold break-words">{maskedEmail}</strong>.
            </>
          )}
        </p>
      </>
    ),
  }
}

function paid(result: CheckoutResult): Told {
  const amount =
    result.paidInCents === 0
      ? 'Nothing was charged'
      : `${formatMoney(result.paidInCents, result.currency)} is paid`
  if (result.gift) return paidGift(result, amount)
  if (result.isViewers) {
    return {
      title: 'The course is yours',
      body: (
        <>
          <p>{amount}. A receipt is on its way to your mailbox.</p>
          <p>
            <LinkButton href={`/learn/${result.courseSlug}`}>Begin the course</LinkButton>
          </p>
        </>
      ),
    }
  }
  const signIn = `/sign-in?returnTo=${encodeURIComponent(`/learn/${result.courseSlug}`)}`
  return {
    title: 'Thank you: look into your mailbox',
    body: (
      <>
        <p>
          {amount}. We mailed a receipt and a link to the course to{' '}
          <strong className="font-semibold break-words">{result.maskedEmail}</strong>, the address that you
          paid with. Open it there, on any device; there is no password.
        </p>
        <p>
          Nothing there after a few minutes? Look into the spam folder, or have a link mailed again:{' '}
          <Link href={signIn as never} prefetch={false}>
            sign in
          </Link>{' '}
          with that address.
        </p>
      </>
    ),
  }
}

function notPaid(result: CheckoutResult, title: string, why: string): Told {
  return {
    title,
    body: (
      <>
        <p>{why}</p>
        <p>
          <LinkButton href={`/buy/${result.courseSlug}${result.gift ? '/gift' : ''}`}>Try again</LinkButton>
        </p>
      </>
    ),
  }
}

function tell(result: CheckoutResult): Told {
  const { number, gift } = result
  const opens = gift ? 'the gift’s link can go out' : 'the course opens by itself'
  const account = <Link href="/account/purchases">Purchases</Link>
  const ofCrypto = tellCrypto(result)
  if (ofCrypto) return ofCrypto
  if (result.needsPerson && !result.hasAccess) {
    return {
      title: 'Something needs a person',
      body: (
        <p>
          Your payment arrived, and does not fit this order in a way that a machine can settle. We were told
          just now. If you do not hear from us within a day, write to {mailLink(number)} with the order’s
          number.
        </p>
      ),
    }
  }
  if (result.isDuplicate) {
    return {
      title: gift ? 'The course was held already' : 'You had this course already',
      body: (
        <p>
          {gift && 'Who redeemed your gift holds it by a purchase of their own. '}So{' '}
          {formatMoney(result.paidInCents, result.currency)} goes back to you by itself
          {result.crypto
            ? ': we mail you the page where you say which address it goes to'
            : ', within 5 to 10 working days'}
          . {!gift && 'Your access and your progress stay as they are. '}The status is in your account, under{' '}
          {account}.
        </p>
      ),
    }
  }
  switch (result.status) {
    case 'PAID':
      return paid(result)
    case 'PROCESSING':
      return {
        title: 'Your payment is on its way',
        body: (
          <p>
            Some ways of paying take up to a few working days. When the money arrives, {opens}, and you get a
            mail. You need do nothing, and need not pay again.
          </p>
        ),
      }
    case 'EXPIRED':
      return notPaid(result, 'This checkout ran out of time', 'Nothing was charged.')
    case 'FAILED':
      return notPaid(
        result,
        'The payment did not arrive',
        'Your bank did not carry it out. Nothing was charged.',
      )
    case 'PENDING':
      return result.isStale
        ? {
            title: 'We could not ask the payment service just now',
            body: (
              <p>
                If you have paid, nothing is lost: {opens}, and you get a mail. This page looks again every
                few seconds.
              </p>
            ),
          }
        : notPaid(result, 'Not paid yet', 'The payment page was left before it ended. Nothing was charged.')
    case 'REFUNDED':
      return {
        title: 'This order was refunded',
        body: <p>The details are in your account, under {account}.</p>,
      }
    case 'DISPUTED':
    case 'CHARGED_BACK':
      return {
        title: 'Your bank asked for this payment back',
        body: <p>Access is paused or has ended. The details are in your account, under {account}.</p>,
      }
  }
}

export default async function ReturnPage({ searchParams }: PageProps<'/checkout/return'>) {
  const sessionId = checkoutSessionIdSchema.safeParse((await searchParams).session_id)
  if (!sessionId.success) {
    noteRefusal('not_found', { page: 'checkout return' })
    notFound()
  }
  const viewer = await getViewer()
  const result = await getCheckoutResult(sessionId.data, viewer?.userId ?? null)
  if (!result) {
    noteRefusal('not_found', { page: 'checkout return', sessionId: sessionId.data })
    notFound()
  }
  const { title, body, isWaiting = false } = tell(result)
  return (
    <Page margin={<span>Order {result.number}</span>}>
      <PageHeader kicker={result.title} title={title} />
      <div className="max-w-measure space-y-5 font-sans text-base">
        {body}
        {result.status === 'PAID' && <Surplus result={result} />}
        {(result.isStale || isWaiting) && <RefreshWhileWaiting />}
        {result.isStale && result.status !== 'PENDING' && (
          <Notice>
            <p>The payment service did not answer just now; this is how things stood before.</p>
          </Notice>
        )}
        <p className="border-t border-rule pt-4 text-sm text-muted">
          Your order has the number <span className="font-mono text-ink">{result.number}</span>. Questions:{' '}
          {mailLink(result.number)}
        </p>
      </div>
    </Page>
  )
}
