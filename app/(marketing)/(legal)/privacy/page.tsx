import type { Metadata } from 'next'
import { isCryptoOffered } from '#lib/data/checkout/checkouts.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { LegalPage } from '../_components/legal-page.tsx'

export const metadata: Metadata = {
  title: 'Privacy',
  description: 'Which data this site keeps, why, where, and for how long.',
  alternates: { canonical: '/privacy' },
}

const kept = [
  [
    'E-mail address, and your name if you give one',
    'To sign you in, to write to you about a purchase, to print a certificate',
    'Until you delete your account',
  ],
  [
    'Orders: number, amount, tax, country of the bill, date, refunds, which mails were sent',
    'To give you access, to give money back, for the books',
    'As long as tax law asks for, usually up to 10 years',
  ],
  [
    'Progress, quiz answers, exercises',
    'So that you go on where you stopped',
    'Until you delete your account',
  ],
  [
    'Certificates',
    'So that others can check them; their page is public to whoever has its address',
    'Until you hide them, or remove them with your account',
  ],
  [
    'Reviews: your rating, your words, the name that you choose, and which ones helped you',
    'So that others can read them before they buy; the votes only as a number',
    'Until you withdraw them, or delete your account and do not choose to leave them without a name',
  ],
  [
    'Devices that are signed in: kind of browser, time of last use',
    'So that you can see them and sign them out',
    'Until 30 days after the last use, or until you sign out',
  ],
  [
    'Gifts: the address of who gets it, the giver’s name and words',
    'To mail the link, and to show the giver where the gift stands',
    'With the order',
  ],
  [
    'Statements of withdrawal: name, e-mail address, order, time',
    'To carry them out, and to show that they came in time',
    'With the order; one that is not confirmed, about a day',
  ],
  ['Network addresses, as counters', 'To slow down those who try many sign-ins', '15 minutes'],
] as const

export default function PrivacyPage() {
  const { supportEmail } = getSite()
  return (
    <LegalPage
      title="Privacy"
      summary="We keep what the course needs to work, and nothing to watch you with. No analytics, no advertising, no third parties in your pages."
      since="22 November 2026"
    >
      <h2>What is kept</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className="table-scroll" aria-label="Data that are kept" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Why</th>
              <th scope="col">How long</th>
            </tr>
          </thead>
          <tbody>
            {kept.map(([what, why, howLong]) => (
              <tr key={what}>
                <td>{what}</td>
                <td>{why}</td>
                <td>{howLong}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        All of it lies in this site's own database, on the server that you are reading this from. It is used
        to carry out our contract with you (article 6(1)(b) of the GDPR), to keep the books that the law asks
        for (6(1)(c)), and to keep the site safe (6(1)(f)). It is sold to nobody.
      </p>
      <h2>Payment</h2>
      <p>
        You pay on a page of Stripe, who process the payment for us and, for their own legal duties, on their
        own account. Your card number goes to them and never to this site. From them we get your e-mail
        address, the amount, the currency, whether it was paid, and the country and tax of your bill. The
        name, address and VAT id of a business stay with them, on the invoice. If your bank asks for a payment
        back, it gets from us what we keep about that order and about when the course was used. Their policy:{' '}
        <a href="https://stripe.com/privacy">stripe.com/privacy</a>.
        {isCryptoOffered() &&
          ' Payments in crypto go over a BTCPay Server that works for this shop alone: it gets the e-mail address that you gave here, and the address that you name for a refund. What is sent stands in the public ledger of the network for good, without your name.'}
      </p>
      <h2>Mail</h2>
      <p>
        Mails go out through a mail provider, who sees their address and text. We write about your sign-ins
        and your purchase. There is no newsletter and no tracking picture.
      </p>
      <h2>Cookies and your device</h2>
      <p>
        One cookie, set when you sign in, so that you stay signed in for up to 30 days. Three more that go
        away by themselves after two hours at most: which payment page you opened, if you buy without signing
        in; what you wrote for a gift, until it is paid in crypto; and the link of a gift that you are about
        to redeem. Your browser also keeps your last place in a lesson until the server has it, so that
        nothing is lost without a connection. Typefaces, scripts and pictures all come from this site; reading
        it sends nothing to anyone else.
      </p>
      <h2>Your rights</h2>
      <p>
        You may delete your account yourself, under Account; orders then stay without your name and address,
        as long as tax law asks for. You may also see, correct or export what we hold on you, or object to its
        use: write to <a href={`mailto:${supportEmail}`}>{supportEmail}</a> from the address of your account;
        we answer within 30 days. You may also complain to the data-protection authority of your country.
      </p>
    </LegalPage>
  )
}
