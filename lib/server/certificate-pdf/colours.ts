import 'server-only'

/** The tokens of the light theme (app/styles/tokens.css), in print. */
export const ink = '#16202b'
export const muted = '#52606d'
export const rule = '#d8dcda'
export const ruleStrong = '#7d8993'
export const accent = '#b93312'

/** As in app/styles/memory.css: a size class has a hue, a state has a lightness and a chroma. */
const states = { free: [0.93, 0.035], used: [0.74, 0.115], full: [0.46, 0.125], edge: [0.58, 0.06] } as const

const hueOf = (sizeClass: number) => 88 + 8 * (sizeClass % 32)

const toByte = (linear: number) => {
  const clamped = Math.min(Math.max(linear, 0), 1)
  return Math.round(255 * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055))
}

/** OKLCH to sRGB (Björn Ottosson's matrices); what lies outside is clipped. */
export function memoryColour(sizeClass: number, state: keyof typeof states): string {
  const [lightness, chroma] = states[state]
  const radians = (hueOf(sizeClass) * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(radians), chroma * Math.sin(radians)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  return `#${rgb.map((channel) => toByte(channel).toString(16).padStart(2, '0')).join('')}`
}
