import type { ReactNode } from 'react'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <title>A bare page</title>
        <meta name="description" content="A bare page with a session check and one query." />
      </head>
      <body>{children}</body>
    </html>
  )
}
