import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { OwnerOrderPage } from '#lib/data/owner/get-owner-order.ts'
import { formatMoney, toDecimal } from '#lib/domain/money.ts'
import { endAccessAction, refundAction } from '../actions.ts'
import { ReasonForm } from './reason-form.tsx'
import { Section } from './section.tsx'

/** What the owner can do with an order now, and if nothing, why. */
export function OrderActs({ order }: { order: OwnerOrderPage }) {
  return (
    <>
      {order.dispute !== 'NONE' && <Dispute order={order} />}
      {order.provider === 'COMP' ? <Given order={order} /> : <Refund order={order} />}
    </>
  )
}

function Dispute({ order }: { order: OwnerOrderPage }) {
  return (
    <Section id="dispute" title="Dispute">
      <div className="space-y-4">
        <Notice tone="danger" title={order.dispute === 'OPEN' ? 'A bank asks for this payment back' : 'Lost'}>
          <p>
            {order.dispute === 'OPEN'
              ? 'Access is suspended. Answer in the provider’s dashboard before the bank’s deadline; the evidence file has what it asks for.'
              : 'The bank kept the money for the buyer, and access has ended.'}
          </p>
        </Notice>
        <LinkButton plain kind="secondary" href={`/api/owner/evidence/${order.number}`}>
          Download the evidence (PDF)
        </LinkButton>
      </div>
    </Section>
  )
}

function Refund({ order }: { order: OwnerOrderPage }) {
  const { leftInCents, currency, id } = order
  if (leftInCents === null) {
    const { paidInCents, unmatchedInCents, netInCents } = order.sums
    const arrived = paidInCents > 0 || unmatchedInCents > 0 || order.paidAt !== null
    return (
      <Section id="refund" title="Refund">
        {unmatchedInCents > 0 && netInCents > 0 && !order.hasWaitingRefund ? (
          <ReasonForm
            action={refundAction}
            hidden={{ orderId: id }}
            buttonText="Return the crypto that bought nothing"
            pendingText="Sending …"
            kind="danger"
          />
        ) : (
          <p>{arrived ? 'All of it is back, or on its way.' : 'Nothing was paid.'}</p>
        )}
      </Section>
    )
  }
  if (order.dispute !== 'NONE') {
    return (
      <Section id="refund" title="Refund">
        <p>No refund can be sent while a bank asks for the payment: it would be paid back twice.</p>
      </Section>
    )
  }
  if (order.hasWaitingRefund) {
    return (
      <Section id="refund" title="Refund">
        <p>A refund is just being sent. Load this page again in a moment.</p>
      </Section>
    )
  }
  if (leftInCents === 0) {
    return (
      <Section id="refund" title="Cancel">
        <p className="mb-4">Nothing was paid, so nothing goes back. Cancelling it ends access.</p>
        <ReasonForm
          action={refundAction}
          hidden={{ orderId: id }}
          buttonText="Cancel the order"
          pendingText="Cancelling …"
          kind="danger"
        />
      </Section>
    )
  }
  const left = formatMoney(leftInCents, currency)
  return (
    <Section id="refund" title="Refund">
      <ReasonForm
        action={refundAction}
        hidden={{ orderId: id }}
        fields={[
          {
            name: 'amount',
            label: `Amount in ${currency.toUpperCase()}`,
            hint: `All that is left, ${left}, or a part. The whole ends access; a part keeps it.`,
            value: toDecimal(leftInCents, currency),
            numeric: true,
          },
        ]}
        box={{ name: 'endsAccess', label: 'End access with a part, too' }}
        buttonText="Send the money back"
        pendingText="Sending …"
        kind="danger"
      />
    </Section>
  )
}

function Given({ order }: { order: OwnerOrderPage }) {
  if (order.access !== 'OPEN') return null
  return (
    <Section id="end" title="End the given access">
      <ReasonForm
        action={endAccessAction}
        hidden={{ orderId: order.id }}
        buttonText="End access"
        pendingText="Ending …"
        kind="danger"
      />
    </Section>
  )
}
