/** Where the engine's region begins: lessons show addresses from there, `0x4030` instead of `0x200000004030`. */
const regionBase = 0x2000_0000_0000

/** An address as lessons write it: hexadecimal, from the beginning of the region. */
export const shown = (address: number) => `0x${(address - regionBase).toString(16)}`
