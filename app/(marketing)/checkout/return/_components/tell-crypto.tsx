import type { ReactNode } from 'react'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Moment } from '#components/ui/moment.tsx'
import type { CryptoStanding } from '#lib/data/checkout/crypto-standing.ts'
import type { CheckoutResult } from '#lib/data/checkout/get-checkout-result.ts'
import { formatMoney } from '#lib/domain/money.ts'

export interface Told {
  title: string
  body: ReactNode
  /** Something will change by itself: the page looks again. */
  isWaiting?: boolean
}

function GoesBack({ crypto, currency }: { crypto: CryptoStanding; currency: string }) {
  return crypto.returns.map(({ amountInCents, claimUrl }) => {
    const amount = formatMoney(amountInCents, currency)
    return claimUrl ? (
      <p key={claimUrl}>
        <LinkButton href={claimUrl} plain kind="secondary">
          Claim {amount}
        </LinkButton>
      </p>
    ) : (
      <p key="soon">
        {amount} goes back to you. The page where you name an address for it comes by mail; it stands in your
        account, too, once you have signed in.
      </p>
    )
  })
}

/** More was sent than was due: beside the good news. */
export function Surplus({ result }: { result: CheckoutResult }) {
  const { crypto, currency } = result
  if (!crypto || crypto.returns.length === 0) return null
  return (
    <div className="space-y-3 border-t border-rule pt-4">
      <p>You sent more than was due. The rest goes back to you, in crypto, to an address that you name.</p>
      <GoesBack crypto={crypto} currency={currency} />
    </div>
  )
}

const buyAgain = ({ courseSlug, gift }: CheckoutResult) => (
  <p>
    <LinkButton href={`/buy/${courseSlug}${gift ? '/gift' : ''}`}>
      {gift ? 'Give the course' : 'Buy the course'}
    </LinkButton>
  </p>
)

/** Where a payment in crypto stands, for the ends that cards do not know; null for those that are told alike. */
export function tellCrypto(result: CheckoutResult): Told | null {
  const { crypto, currency, status, gift } = result
  if (!crypto) return null
  const seen = formatMoney(crypto.seenInCents, currency)
  if (crypto.isLate) {
    return {
      title: 'Your payment came late',
      body: (
        <p>
          {seen} arrived, after the hour for which its exchange rate was held. A person looks at it, and
          either {gift ? 'takes it, and the gift’s link can go out,' : 'opens the course to you'} or returns
          the payment. You get a mail in both cases, usually within a day. You need do nothing, and need not
          pay again.
        </p>
      ),
    }
  }
  if (status === 'PROCESSING') {
    return {
      title: 'Your payment is seen',
      isWaiting: true,
      body: (
        <p>
          It waits for the network to confirm it, which takes some ten minutes to an hour.{' '}
          {gift ? 'The gift is paid then, its link can go out,' : 'The course opens by itself then,'} and you
          get a mail. You may close this page.
        </p>
      ),
    }
  }
  if (status === 'PENDING' && crypto.payUrl && crypto.seenInCents > 0) {
    const left = formatMoney(Math.max(crypto.dueInCents - crypto.seenInCents, 0), currency)
    return {
      title: `${left} is still missing`,
      isWaiting: true,
      body: (
        <>
          <p>
            {seen} of {formatMoney(crypto.dueInCents, currency)} arrived. Send the rest to the same address
            {crypto.expiresAt && (
              <>
                {' '}
                until <Moment at={crypto.expiresAt.toISOString()} withLocal />
              </>
            )}
            , and {gift ? 'the gift is paid' : 'the course is yours'}. If you do not, what you sent goes back
            to you, and we mail you how.
          </p>
          <p>
            <LinkButton href={crypto.payUrl} plain>
              Pay the rest
            </LinkButton>
          </p>
        </>
      ),
    }
  }
  if (status === 'PENDING' && crypto.payUrl) {
    return {
      title: 'Not paid yet',
      isWaiting: true,
      body: (
        <>
          <p>
            Nothing has been seen on the network so far. Have you sent it just now? It shows within a minute
            or so.
          </p>
          <p>
            <LinkButton href={crypto.payUrl} plain>
              Back to the payment page
            </LinkButton>
          </p>
        </>
      ),
    }
  }
  if (
    (status === 'EXPIRED' || status === 'FAILED') &&
    (crypto.returns.length > 0 || crypto.seenInCents > 0)
  ) {
    return {
      title: `Your payment did not buy the ${gift ? 'gift' : 'course'}`,
      isWaiting: crypto.returns.every(({ claimUrl }) => claimUrl === null),
      body: (
        <>
          <p>
            {seen} arrived: less than the price of {formatMoney(crypto.dueInCents, currency)}, or not all of
            it within the time. The order is closed, and none of it is lost.
          </p>
          {crypto.returns.length > 0 ? (
            <GoesBack crypto={crypto} currency={currency} />
          ) : (
            <p>As soon as the network has confirmed it, we mail you the page where you take it back.</p>
          )}
          {buyAgain(result)}
        </>
      ),
    }
  }
  if (status === 'FAILED') {
    return {
      title: 'The payment was not confirmed',
      body: (
        <>
          <p>The network did not carry it out, so nothing left your wallet for good.</p>
          {buyAgain(result)}
        </>
      ),
    }
  }
  return null
}
