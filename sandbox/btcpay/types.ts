// The objects as the sandbox keeps them. Crypto is counted in satoshi, and shown in bitcoin as BTCPay does.

export type InvoiceStatus = 'New' | 'Processing' | 'Settled' | 'Expired' | 'Invalid'
export type AdditionalStatus = 'None' | 'PaidPartial' | 'PaidLate' | 'PaidOver' | 'Marked' | 'Invalid'

export interface Payment {
  id: string
  satoshi: number
  receivedMs: number
  status: 'Processing' | 'Settled' | 'Invalid'
}

export interface Invoice {
  id: string
  /** Decimal, as it was asked for. */
  amount: string
  currency: string
  status: InvoiceStatus
  additionalStatus: AdditionalStatus
  createdMs: number
  expiresMs: number
  monitoringEndsMs: number
  metadata: Record<string, unknown>
  redirectUrl: string | null
  redirectsByItself: boolean
  /** One bitcoin in the invoice's currency. */
  rate: number
  dueSatoshi: number
  address: string
  payments: Payment[]
}

export type PayoutState = 'AwaitingApproval' | 'AwaitingPayment' | 'InProgress' | 'Completed' | 'Cancelled'

export interface Payout {
  id: string
  destination: string
  amount: string
  createdMs: number
  state: PayoutState
}

export interface PullPayment {
  id: string
  invoiceId: string
  name: string
  description: string
  amount: string
  currency: string
  startsMs: number
  archived: boolean
  payouts: Payout[]
}

/** What a webhook tells; `id` is its original delivery's. */
export interface BtcpayEvent {
  id: string
  type: string
  createdMs: number
  body: Record<string, unknown>
}
