import type { Metadata } from 'next'
import { Badge } from '#components/ui/badge.tsx'
import { Field } from '#components/ui/field.tsx'
import { Moment } from '#components/ui/moment.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { listPromotionCodes, type OwnerCode } from '#lib/data/checkout/promotion-codes.ts'
import { type LatePayment, listLatePayments } from '#lib/data/orders/list-late-payments.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { OrderLink } from '../_components/order-table.tsx'
import { OwnerPage } from '../_components/owner-page.tsx'
import { requireOwner } from '../_components/require-owner.ts'
import { RetryForm } from '../_components/retry-form.tsx'
import { Section } from '../_components/section.tsx'
import { Table } from '../_components/table.tsx'
import { acceptLateAction, makeCodeAction, returnLateAction, switchCodeAction } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Crypto and codes', robots: { index: false } }

function LatePayments({ late }: { late: LatePayment[] }) {
  return (
    <Table
      caption="Payments that came late"
      columns={['Order', 'Buyer', 'Arrived', 'When', 'Decide']}
      empty="None waits."
      rows={late.map(({ orderId, number, email, arrivedInCents, dueInCents, currency, arrivedAt }) => ({
        key: orderId,
        cells: [
          <OrderLink key="number" number={number} />,
          email ?? 'unknown',
          `${formatMoney(arrivedInCents, currency)} of ${formatMoney(dueInCents, currency)}`,
          arrivedAt ? <Moment key="at" at={arrivedAt.toISOString()} /> : '',
          <div key="act" className="flex flex-wrap gap-2">
            <RetryForm
              action={acceptLateAction}
              fields={{ orderId }}
              text="Accept"
              about={`order ${number}`}
            />
            <RetryForm
              action={returnLateAction}
              fields={{ orderId }}
              text="Send back"
              about={`order ${number}`}
            />
          </div>,
        ],
      }))}
    />
  )
}

const offOf = ({ percentOff, amountOffInCents, currency }: OwnerCode) =>
  percentOff === null ? formatMoney(amountOffInCents ?? 0, currency ?? 'usd') : `${percentOff} %`

function Codes({ codes }: { codes: OwnerCode[] }) {
  return (
    <Table
      caption="Promotion codes"
      columns={['Code', 'Off', 'Used', 'Until', 'Now', '']}
      empty="There is no code yet."
      rows={codes.map((code) => ({
        key: code.id,
        cells: [
          <span key="code" className="font-mono break-all">
            {code.code}
          </span>,
          offOf(code),
          code.maxOrders === null ? String(code.usedBy) : `${code.usedBy} of ${code.maxOrders}`,
          code.expiresAt ? <Moment key="until" at={code.expiresAt.toISOString()} /> : 'no end',
          <Badge key="now" tone={code.isActive ? 'ok' : 'plain'}>
            {code.isActive ? 'On' : 'Off'}
          </Badge>,
          <RetryForm
            key="switch"
            action={switchCodeAction}
            fields={{ id: code.id, isActive: String(!code.isActive) }}
            text={code.isActive ? 'Switch off' : 'Switch on'}
            about={code.code}
          />,
        ],
      }))}
    />
  )
}

function NewCode() {
  return (
    <form action={makeCodeAction} className="grid max-w-measure gap-5 sm:grid-cols-2">
      <Field name="code" label="Code" hint="3 to 40 letters, digits or hyphens" required autoComplete="off" />
      <Field
        name="off"
        label="Takes off"
        hint="Percent, or an amount such as 5.50"
        required
        inputMode="decimal"
      />
      <fieldset className="font-sans sm:col-span-2">
        <legend className="text-base font-medium">Counted in</legend>
        <div className="mt-1.5 flex flex-wrap gap-x-6 gap-y-2">
          <label className="flex min-h-11 items-center gap-2">
            <input type="radio" name="kind" value="percent" defaultChecked /> percent
          </label>
          <label className="flex min-h-11 items-center gap-2">
            <input type="radio" name="kind" value="amount" /> the course’s currency
          </label>
        </div>
      </fieldset>
      <Field name="maxOrders" label="For so many orders" hint="Empty: for any number" inputMode="numeric" />
      <Field name="lastDay" type="date" label="Last day" hint="Empty: no end. The day ends at 24:00 UTC." />
      <p className="sm:col-span-2">
        <SubmitButton pendingText="Making it …">Make the code</SubmitButton>
      </p>
    </form>
  )
}

/** Late payments in crypto, and the codes that count for crypto. To everybody but the owner it does not exist. */
export default async function CryptoDesk({ searchParams }: PageProps<'/owner/crypto'>) {
  await requireOwner()
  const [late, codes, asked] = await Promise.all([listLatePayments(), listPromotionCodes(), searchParams])
  return (
    <OwnerPage room="/owner/crypto" title="Crypto and codes" outcome={asked.outcome}>
      <Section id="late" title="Payments that came late">
        <p className="mb-4 max-w-measure text-sm text-muted">
          All of the price arrived, after the hour for which its rate was held. Accept it, and the course
          opens; or send it back, and its buyer names an address.
        </p>
        <LatePayments late={late} />
      </Section>
      <Section id="codes" title="Promotion codes for crypto">
        <p className="mb-4 max-w-measure text-sm text-muted">
          Codes for cards are made in Stripe. An order that is open holds its use of a code until it ends.
        </p>
        <Codes codes={codes} />
      </Section>
      <Section id="new" title="A new code">
        <NewCode />
      </Section>
    </OwnerPage>
  )
}
