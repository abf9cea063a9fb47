/** Rectangles in world units or pixels, and the camera between the two. */

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Width and height of what is looked through, in CSS pixels. */
export interface Viewport {
  readonly width: number
  readonly height: number
}

/** Where one looks: the world point in the upper left corner, and how many pixels a world unit takes. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

/** The camera that shows a rectangle as large as it goes, in the middle, with `margin` pixels around it. */
export function fitCamera(rect: Rect, viewport: Viewport, margin = 16): Camera {
  const scale = Math.max(
    1e-6,
    Math.min(
      Math.max(1, viewport.width - 2 * margin) / rect.width,
      Math.max(1, viewport.height - 2 * margin) / rect.height,
    ),
  )
  return {
    x: rect.x + rect.width / 2 - viewport.width / scale / 2,
    y: rect.y + rect.height / 2 - viewport.height / scale / 2,
    scale,
  }
}

/** Zooms by a factor around a point of the screen, which stays where it is. Scale is held within the bounds. */
export function zoomAt(
  camera: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
  bounds: { readonly min: number; readonly max: number },
): Camera {
  const scale = Math.min(bounds.max, Math.max(bounds.min, camera.scale * factor))
  return {
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
    scale,
  }
}

/** Moves what is seen by so many pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale }
}

/** Keeps a quarter of the viewport filled with the world, so that nobody gets lost beside it. */
export function holdInSight(camera: Camera, world: Rect, viewport: Viewport): Camera {
  const hold = (at: number, from: number, length: number, pixels: number) => {
    const seen = pixels / camera.scale
    const least = Math.min(seen, length) / 4
    return Math.min(from + length - least, Math.max(from + least - seen, at))
  }
  return {
    ...camera,
    x: hold(camera.x, world.x, world.width, viewport.width),
    y: hold(camera.y, world.y, world.height, viewport.height),
  }
}

/** From one camera to another, `t` from 0 to 1: along a line on which zooming looks even. */
export function between(from: Camera, to: Camera, t: number, viewport: Viewport): Camera {
  const scale = from.scale * (to.scale / from.scale) ** t
  // The centre moves with the share of the zoom that is done, measured in what is seen: far first, near last.
  const share =
    Math.abs(to.scale - from.scale) < 1e-9 * from.scale
      ? t
      : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale)
  const centre = (camera: Camera) => ({
    x: camera.x + viewport.width / camera.scale / 2,
    y: camera.y + viewport.height / camera.scale / 2,
  })
  const [a, b] = [centre(from), centre(to)]
  return {
    x: a.x + (b.x - a.x) * share - viewport.width / scale / 2,
    y: a.y + (b.y - a.y) * share - viewport.height / scale / 2,
    scale,
  }
}

export function toScreen(camera: Camera, rect: Rect): Rect {
  return {
    x: (rect.x - camera.x) * camera.scale,
    y: (rect.y - camera.y) * camera.scale,
    width: rect.width * camera.scale,
    height: rect.height * camera.scale,
  }
}

/** Whether any of a rectangle of the screen can be seen. */
export const isSeen = (rect: Rect, viewport: Viewport): boolean =>
  rect.x < viewport.width && rect.y < viewport.height && rect.x + rect.width > 0 && rect.y + rect.height > 0
