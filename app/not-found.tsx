import type { Metadata } from 'next'
import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'

export const metadata: Metadata = { title: 'Not found', robots: { index: false } }

/** Also what somebody else's pages look like: it does not tell which of the two it is. */
export default function NotFound() {
  return (
    <Page margin={<p className="address lg:text-end">0x404</p>}>
      <PageHeader title="Nothing is mapped at this address">
        <p>The page does not exist, or it is not yours to see. Nothing that you have was changed.</p>
      </PageHeader>
      <ArenaMark
        cells={Array.from({ length: 16 }, () => ({ state: 'virgin' }))}
        columns={8}
        className="mb-8 h-14 w-auto"
      />
      <p className="mb-6 max-w-measure">
        If you followed a link of ours, please write to the address below and say which one. If you were on
        your way to a lesson or a purchase, you may have to sign in first.
      </p>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/">To the front page</LinkButton>
        <LinkButton href="/learn" kind="secondary">
          To the course
        </LinkButton>
      </div>
    </Page>
  )
}
