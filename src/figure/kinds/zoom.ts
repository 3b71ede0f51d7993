import type { Panel } from "../data/shapes.ts";
import type { Frame } from "../paint/layout.ts";

/** Beyond this ratio of their sizes, pictures no longer share the size of a pixel. */
const mostUnequal = 8;

/** The size of each picture, in units: pixels of one size, unless that would make a picture a speck. */
export function sizesIn(
  panels: readonly Panel[],
  cell: { readonly width: number; readonly height: number },
  scale: Frame["scale"],
): { readonly width: number; readonly height: number }[] {
  const reach = panels.map(({ width, height }) => Math.max(width, height));
  const equal = Math.max(...reach) <= mostUnequal * Math.min(...reach);
  const common = zoomOf(panels, cell, scale);
  return panels.map((panel) => {
    const zoom = equal ? common : zoomOf([panel], cell, scale);
    return { width: panel.width * zoom, height: panel.height * zoom };
  });
}

/** Units a pixel of the pictures: a whole number of file pixels, wherever they are fewer than the cell has. */
function zoomOf(
  panels: readonly Panel[],
  cell: { readonly width: number; readonly height: number },
  scale: Frame["scale"],
): number {
  const width = Math.max(...panels.map((panel) => panel.width));
  const height = Math.max(...panels.map((panel) => panel.height));
  const zoom = Math.min(cell.width / width, cell.height / height);
  return zoom * scale >= 1 ? Math.floor(zoom * scale) / scale : zoom;
}
