import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type GiftView, getGift } from '#lib/data/gifts/get-gift.ts'
import { giftLinkCookieName } from '#lib/data/gifts/gift-link-cookie.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import { errors } from '#lib/domain/errors.ts'
import { giftLinkSchema } from '#lib/schemas/gift.ts'
import { RedeemForm } from './_components/redeem-form.tsx'
import { signInForGift } from './actions.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = {
  title: 'A gift',
  robots: { index: false },
  // The address of this page holds the link's secret: no other site may see it.
  referrer: 'same-origin',
}

const strong = (email: string) => <strong className="font-semibold break-words text-ink">{email}</strong>

/** Redeem it for another account than the one that the page offers. */
function OtherAccount({ token, children }: { token: string; children: ReactNode }) {
  return (
    <form action={signInForGift} className="space-y-3 border-t border-rule pt-5">
      <input type="hidden" name="token" value={token} />
      <p className="text-muted">{children}</p>
      <SubmitButton kind="secondary" pendingText="Going to sign in …">
        Sign in with another address
      </SubmitButton>
    </form>
  )
}

function Offer({ gift, token, viewerEmail }: { gift: GiftView; token: string; viewerEmail: string | null }) {
  if (viewerEmail && gift.viewerHolds) {
    return (
      <Notice title="You have this course already">
        <p>
          The gift is untouched. Pass its link on to somebody else, or tell {gift.fromName}, who can have the
          money back.
        </p>
      </Notice>
    )
  }
  if (viewerEmail) {
    return (
      <>
        <p>The course opens for your account, {strong(viewerEmail)}.</p>
        <RedeemForm token={token} holder="viewer" buttonText="Redeem the gift" />
      </>
    )
  }
  return (
    <>
      <p>
        The course opens for {strong(gift.recipientEmail)}, and a link that signs you in comes to that
        mailbox. There is no password.
      </p>
      <RedeemForm token={token} holder="recipient" buttonText="Redeem the gift" />
      <OtherAccount token={token}>
        Should it belong to another address, or do you have an account?
      </OtherAccount>
    </>
  )
}

/** Opened from the mail, by people and by scanners: looking at it changes nothing. */
export default async function GiftPage({ searchParams }: PageProps<'/gift'>) {
  const asked = (await searchParams).token ?? (await cookies()).get(giftLinkCookieName)?.value
  const link = giftLinkSchema.safeParse({ token: asked }).data
  const viewer = await getViewer()
  const gift = link && (await getGift(link.token, viewer?.userId ?? null))
  if (!gift) {
    noteRefusal('gift_link_ended', { page: 'gift' })
    return (
      <Page>
        <PageHeader title="This link has ended">
          <p>
            A gift that was passed on or mailed again has a new link. Look for a newer mail, or ask who gave
            it to you.
          </p>
        </PageHeader>
        <LinkButton href="/" kind="secondary">
          Look at the course
        </LinkButton>
      </Page>
    )
  }
  return (
    <Page margin="A gift">
      <PageHeader kicker={`From ${gift.fromName}`} title={gift.title} />
      <div className="max-w-measure space-y-8 font-sans text-base">
        {gift.message && (
          <blockquote className="border-l-4 border-l-rule-strong pl-4 font-serif text-lg break-words whitespace-pre-line">
            {gift.message}
          </blockquote>
        )}
        {gift.state === 'WAITING' && (
          <Offer gift={gift} token={link.token} viewerEmail={viewer?.email ?? null} />
        )}
        {gift.state === 'TAKEN_BACK' && (
          <Notice title="This gift is not open any more">
            <p>{errors.gift_taken_back.message}</p>
          </Notice>
        )}
        {gift.state === 'REDEEMED' && (
          <Notice tone="ok" title={gift.isViewers ? 'You have redeemed it' : 'It was redeemed'}>
            <p>
              {gift.isViewers ? 'The course is in your account.' : 'Was that you? Sign in with that address.'}
            </p>
            <p>
              <LinkButton href={`/learn/${gift.courseSlug}`}>Go to the course</LinkButton>
            </p>
          </Notice>
        )}
      </div>
    </Page>
  )
}
