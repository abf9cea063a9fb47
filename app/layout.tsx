import './globals.css'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { SandboxBanner } from '#components/site/sandbox-banner.tsx'
import { SiteFooter } from '#components/site/site-footer.tsx'
import { SiteHeader } from '#components/site/site-header.tsx'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { fontVariables } from './fonts.ts'
import { shareImage } from './share-image.ts'

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(getSite().url),
    title: { default: 'Demystifying Python Memory', template: '%s – Demystifying Python Memory' },
    applicationName: 'Demystifying Python Memory',
    openGraph: { type: 'website', siteName: 'Demystifying Python Memory', images: [shareImage] },
    twitter: { card: 'summary_large_image' },
    formatDetection: { telephone: false, email: false, address: false },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fcfcfa' },
    { media: '(prefers-color-scheme: dark)', color: '#0e151d' },
  ],
}

/** Every page is rendered for its request, because the security policy's nonce is new in each (docs/decisions/0005). */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const site = getSite()
  const viewer = await getViewer()
  return (
    <html lang="en" className={fontVariables}>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:bg-paper focus:px-4 focus:py-2 focus:font-sans"
        >
          Skip to the content
        </a>
        {site.sandbox && <SandboxBanner {...site.sandbox} />}
        <SiteHeader viewer={viewer && { email: viewer.email, isOwner: viewer.isOwner }} />
        <main id="main" tabIndex={-1} className="flex-1 outline-none">
          {children}
        </main>
        <SiteFooter supportEmail={site.supportEmail} />
      </body>
    </html>
  )
}
