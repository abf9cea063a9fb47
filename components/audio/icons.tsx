import type { ReactNode } from 'react'

function Icon({ children, size = 18 }: { children: ReactNode; size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true">
      {children}
    </svg>
  )
}

export const PlayIcon = ({ size = 18 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M7 4.5v15l13-7.5z" />
  </Icon>
)

export const PauseIcon = ({ size = 18 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M6 4.5h4.5v15H6zM13.5 4.5H18v15h-4.5z" />
  </Icon>
)

/** An arrow that turns back (or, mirrored, forward), around the seconds that it skips. */
export const SkipIcon = ({ forward = false }: { forward?: boolean }) => (
  <svg viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" aria-hidden="true">
    <g transform={forward ? 'matrix(-1 0 0 1 24 0)' : undefined} strokeWidth="1.6">
      <path d="M5 7.2A9 9 0 1 1 3 12.6" />
      <path d="M5 2.8v4.6h4.6" />
    </g>
    <text
      x="12"
      y="15.6"
      textAnchor="middle"
      fontSize="8.5"
      fontWeight="600"
      fill="currentColor"
      stroke="none"
      fontFamily="var(--font-sans)"
    >
      15
    </text>
  </svg>
)

export const CloseIcon = () => (
  <Icon>
    <path d="m6.2 4.8 5.8 5.8 5.8-5.8 1.4 1.4-5.8 5.8 5.8 5.8-1.4 1.4-5.8-5.8-5.8 5.8-1.4-1.4 5.8-5.8-5.8-5.8z" />
  </Icon>
)
