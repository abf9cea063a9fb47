// Stripe's documented test cards: https://docs.stripe.com/testing

export interface TestCard {
  number: string
  brand: 'visa' | 'mastercard' | 'amex'
  /** What the buyer reads in the list of cards. */
  does: string
  decline?: { code: string; declineCode: string; message: string }
  needsAuthentication?: true
  disputedLater?: true
  refund?: 'fails_later' | 'pending'
}

export const testCards: TestCard[] = [
  { number: '4242424242424242', brand: 'visa', does: 'Pays' },
  {
    number: '4000000000000002',
    brand: 'visa',
    does: 'Is declined',
    decline: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  },
  {
    number: '4000000000009995',
    brand: 'visa',
    does: 'Lacks funds',
    decline: {
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
  },
  { number: '4000002500003155', brand: 'visa', does: 'Asks for 3-D Secure', needsAuthentication: true },
  { number: '4000000000000259', brand: 'visa', does: 'Pays, is disputed later', disputedLater: true },
  { number: '4000000000005126', brand: 'visa', does: 'Pays, its refund fails later', refund: 'fails_later' },
  {
    number: '4000000000007726',
    brand: 'visa',
    does: 'Pays, its refund stays pending for a while',
    refund: 'pending',
  },
  { number: '5555555555554444', brand: 'mastercard', does: 'Pays (Mastercard)' },
]

/** A real-looking card that is none of Stripe's test cards is declined, as in Stripe's test mode. */
const unknownCard: TestCard = {
  number: '',
  brand: 'visa',
  does: 'Is declined',
  decline: {
    code: 'card_declined',
    declineCode: 'test_mode_live_card',
    message: 'Your card was declined. Your request was in test mode, but used a non test card.',
  },
}

export function findCard(number: string): TestCard {
  return testCards.find((card) => card.number === number) ?? unknownCard
}

/** The check digit of card numbers (Luhn). */
export function hasCheckDigit(number: string): boolean {
  let sum = 0
  for (const [index, digit] of Array.from(number).reverse().entries()) {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return /^\d{12,19}$/.test(number) && sum % 10 === 0
}

/** `4242 4242 4242 4242` */
export function spaced(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}
