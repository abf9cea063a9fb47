/** "a•••@example.com": enough to recognise one's own address, too little to learn somebody else's name. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '•••' : `${email.charAt(0)}•••${email.slice(at)}`
}
