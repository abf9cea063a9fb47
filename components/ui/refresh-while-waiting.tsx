'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const everyMs = 3000
const timesAtMost = 20

/**
 * Asks for the page anew every three seconds, for a minute, while what it shows is about to change and somebody looks. It shows
 * nothing itself; take it away when the change is there.
 */
export function RefreshWhileWaiting() {
  const router = useRouter()
  useEffect(() => {
    let times = 0
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden') return
      times += 1
      if (times > timesAtMost) clearInterval(timer)
      else router.refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [router])
  return null
}
