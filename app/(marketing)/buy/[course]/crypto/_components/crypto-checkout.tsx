import type { Route } from 'next'
import Form from 'next/form'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { quoteInCrypto } from '#lib/data/checkout/quote-in-crypto.ts'
import { guestOrderCookie } from '#lib/data/checkout/start-checkout.ts'
import { getClientNetwork } from '#lib/data/site/get-client-network.ts'
import { formatMoney } from '#lib/domain/money.ts'
import type { Viewer } from '#lib/domain/viewer.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'
import { BuyingTerms } from '../../_components/ways-to-pay.tsx'
import { CryptoForm } from './crypto-form.tsx'

interface CryptoCheckoutProps {
  course: CourseOutline
  viewer: Viewer | null
  /** The page that this stands on. */
  path: string
  /** The promotion code in its address. */
  code: string | string[] | undefined
  isGift?: boolean
}

/** What there is to pay, a promotion code, the press that leads to the invoice, and how all of it goes. */
export async function CryptoCheckout({ course, viewer, path, code, isGift = false }: CryptoCheckoutProps) {
  const typed = typeof code === 'string' ? code.slice(0, 100) : undefined
  const buyer = { viewer, guestOrderId: (await cookies()).get(guestOrderCookie)?.value }
  const { dueInCents, applied, problem } = await quoteInCrypto(course, typed, buyer, await getClientNetwork())
  const { amountInCents, currency } = course.price
  const due = formatMoney(dueInCents, currency)
  const rows: [string, ReactNode][] = [['Price', formatMoney(amountInCents, currency)]]
  if (applied) {
    rows.push(
      [
        'Code',
        <span key="code">
          <span className="font-mono">{applied.code}</span>: {formatMoney(applied.discountInCents, currency)}{' '}
          off
        </span>,
      ],
      ['To pay', due],
    )
  }
  const free = isGift ? 'Give the course' : 'Get the course'
  return (
    <>
      <Facts rows={rows} />
      <Form action={path as Route} scroll={false} className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Field
          name="code"
          label="Promotion code"
          className="min-w-56 grow"
          defaultValue={applied?.code ?? typed}
          error={problem ?? undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
        />
        <Button type="submit" kind="secondary" className="sm:mt-8">
          Apply code
        </Button>
      </Form>
      <CryptoForm
        courseSlug={course.slug}
        isGift={isGift}
        code={applied?.code ?? null}
        asksForEmail={viewer === null}
        buttonText={dueInCents === 0 ? free : `Go on to pay ${due}`}
      />
      <section aria-labelledby="how" className="space-y-3 text-sm text-muted">
        <h2 id="how" className="text-lg text-ink">
          How it goes
        </h2>
        <p>
          The payment page is BTCPay Server’s. It shows the amount in bitcoin, at a rate that is held for an
          hour, and the address to send it to. Send all of it in one go.{' '}
          {isGift ? 'The gift is paid, and its link can go out,' : 'The course opens'} when the network has
          confirmed the payment, usually within the hour; you may close the page.
        </p>
        <p>
          Too little, too much, or too late? Nothing is lost: what does not buy the{' '}
          {isGift ? 'gift' : 'course'} goes back to you, and we mail you how.
        </p>
        <p>
          {isGift
            ? `You can take the gift back until it is redeemed, and for ${course.refundDays} days after that, no questions asked.`
            : `You can take your money back for ${course.refundDays} days, no questions asked.`}{' '}
          You get the worth of what you paid, in {currency.toUpperCase()}, as crypto at the rate of the day on
          which it is sent, to an address that you name. It can be more or fewer coins than you sent.
        </p>
        <BuyingTerms />
      </section>
    </>
  )
}
