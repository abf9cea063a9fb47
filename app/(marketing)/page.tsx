import { Badge } from '#components/ui/badge.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
export default function LandingPage() {
  return (
    <Page margin={<span className="address">0x4030</span>}>
      <PageHeader title="Demystifying Python Memory">
        Hello <em>italic</em> Łukasz <code>0xFF</code> here
      </PageHeader>
      <LinkButton href="/buy/x">Buy for $29</LinkButton> <Badge tone="ok">Paid</Badge>
    </Page>
  )
}
