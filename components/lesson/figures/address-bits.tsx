import type { Profile } from '#simulator/index.ts'

interface AddressBitsProps {
  profile: Profile
  /** An absolute address. */
  address: number
}

/** How the radix tree reads an address: so many bits choose in the root, in the middle, in the leaf; the rest is inside. */
export function AddressBits({ profile, address }: AddressBitsProps) {
  if (!profile.radix) throw new RangeError(`${profile.label} has no radix tree`)
  const { top, mid, bot } = profile.radix
  const inside = Math.log2(profile.ARENA_SIZE)
  const parts = [
    { bits: top, from: bot + mid + inside, name: 'entry in the root' },
    { bits: mid, from: bot + inside, name: 'entry in the middle' },
    { bits: bot, from: inside, name: 'cell in the leaf' },
    { bits: inside, from: 0, name: 'place within that stretch' },
  ].map((part) => ({ ...part, value: Math.floor(address / 2 ** part.from) % 2 ** part.bits }))
  return (
    <>
      <svg className="address-bits" viewBox="0 0 64 3" preserveAspectRatio="none" aria-hidden="true">
        {parts.map(({ name, bits, from }) => (
          <rect key={name} x={64 - from - bits} width={bits} height="3" />
        ))}
      </svg>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">Bits</th>
            <th scope="col">Value</th>
            <th scope="col">Chooses</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ name, bits, value }) => (
            <tr key={name}>
              <th scope="row">{bits}</th>
              <td className="address">0x{value.toString(16)}</td>
              <td>{name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
