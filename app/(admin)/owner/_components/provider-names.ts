/** Who took the money, as people call them. */
export const providerNames = { STRIPE: 'Stripe', BTCPAY: 'BTCPay', COMP: 'given' } as const
