/**
 * Rectangles straight into pixels. A canvas without a GPU takes a microsecond and more for each `fillRect`; twenty thousand of them are
 * more than a frame, while writing their pixels here is a twentieth of one.
 */

/** A colour as the pixel that it is in memory: 0xAABBGGRR. */
export type Pixel = number

export class Raster {
  width = 0
  height = 0
  /** Pixels for one of CSS. */
  ratio = 1
  pixels = new Uint32Array(0)

  /** Makes it that large in CSS pixels, and fills it with one colour. */
  begin(width: number, height: number, ratio: number, paper: Pixel): void {
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
    this.ratio = ratio
    if (w !== this.width || h !== this.height) {
      this.width = w
      this.height = h
      this.pixels = new Uint32Array(w * h)
    }
    this.pixels.fill(paper)
  }

  /**
   * A rectangle in CSS pixels, its edges at whole pixels; `inset` pixels are left free on all sides. At least a pixel wide and high.
   * `alpha` from 0 to 1 mixes it with what is there.
   */
  rect(x: number, y: number, width: number, height: number, colour: Pixel, inset = 0, alpha = 1): void {
    const { ratio } = this
    const left = Math.round(x * ratio)
    const top = Math.round(y * ratio)
    const right = Math.max(left + 1, Math.round((x + width) * ratio))
    const bottom = Math.max(top + 1, Math.round((y + height) * ratio))
    this.fill(left + inset, top + inset, right - inset, bottom - inset, colour, alpha)
  }

  /** A line from the lower left to the upper right corner of a rectangle in CSS pixels. */
  diagonal(x: number, y: number, width: number, height: number, colour: Pixel, alpha = 1): void {
    const { ratio } = this
    const steps = Math.max(1, Math.round(Math.max(width, height) * ratio))
    for (let i = 0; i < steps; i++) {
      const px = Math.round((x + (width * i) / steps) * ratio)
      const py = Math.round((y + height - (height * (i + 1)) / steps) * ratio)
      this.fill(px, py, px + 1, py + 1, colour, alpha)
    }
  }

  private fill(left: number, top: number, right: number, bottom: number, colour: Pixel, alpha: number): void {
    const { width, pixels } = this
    const from = Math.max(0, left)
    const to = Math.min(width, right)
    if (to <= from) return
    const end = Math.min(this.height, bottom)
    for (let row = Math.max(0, top); row < end; row++) {
      const start = row * width + from
      const stop = row * width + to
      if (alpha < 1) for (let i = start; i < stop; i++) pixels[i] = mixed(pixels[i] as number, colour, alpha)
      else if (stop - start > 24) pixels.fill(colour, start, stop)
      else for (let i = start; i < stop; i++) pixels[i] = colour
    }
  }
}

/** One colour over another, both opaque. */
export function mixed(under: Pixel, over: Pixel, alpha: number): Pixel {
  const part = (shift: number) =>
    Math.round(((under >>> shift) & 0xff) * (1 - alpha) + ((over >>> shift) & 0xff) * alpha) << shift
  return (0xff000000 | part(0) | part(8) | part(16)) >>> 0
}
