/** What is shown where a link to the site is shared; drawn by scripts/draw-images.tsx. */
export const shareImage = {
  url: '/share.png',
  width: 1200,
  height: 630,
  alt: "The course's title beside two arenas, drawn pool by pool",
}
