import Bowser from 'bowser'

/** A browser in words that its owner recognises: "Firefox on Windows", "Safari on iPhone". */
export function describeDevice(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const { browser, os, platform } = Bowser.parse(userAgent)
  const place = [platform.model, os.name].find((name) => name && name !== 'Unknown')
  if (browser.name && place) return `${browser.name} on ${place}`
  return browser.name || place || 'Unknown device'
}
