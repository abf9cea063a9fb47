/** When a gift's link goes out in the morning of its day, by the clock of UTC. */
const morningHour = 8

/** The moment at which a gift's link is mailed: now when that is today (also before its morning) or over, else in the morning of the chosen day. */
export function giftMoment(sendOn: string, now: Date): Date {
  if (sendOn <= toDay(now)) return now
  return new Date(`${sendOn}T${String(morningHour).padStart(2, '0')}:00:00Z`)
}

/** A day as a date field has it, by the clock of UTC: "2026-12-24". */
export function toDay(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
