import type { Paper } from "../paint/paper.ts";
import { spread } from "../paint/placing.ts";
import { paintText, type TextBlock, wrap } from "../paint/text.ts";
import { type SeriesStyle, sizes } from "../paint/theme.ts";
import type { Plot } from "./plot.ts";

/** A name that stands where its line ends. */
interface LineName {
  readonly name: string;
  readonly style: SeriesStyle;
  /** The last point, in data coordinates. */
  readonly end: readonly [number, number];
}

/** The names with the room that they need. */
interface LineNames {
  readonly width: number;
  readonly blocks: readonly {
    readonly block: TextBlock;
    readonly name: LineName;
  }[];
}

const leader = 34;

/** From the widest name to the rim of the picture, in units. */
const beyond = 28;

/** Names broken into lines of at most `room` units, and the room that they take at the right. */
export function layoutLineNames(
  names: readonly LineName[],
  room: number,
): LineNames {
  const blocks = names.map((name) => ({
    name,
    block: wrap(name.name, room, {
      size: sizes.body,
      bold: true,
      color: name.style.text,
    }),
  }));
  const widest = Math.max(0, ...blocks.map(({ block }) => block.width));
  const width = blocks.length === 0 ? 0 : leader + widest + beyond;
  return { width, blocks };
}

/** Paints each name beside its line's end; where names move apart, a thin line leads to each. */
export function paintLineNames(
  paper: Paper,
  plot: Plot,
  { blocks }: LineNames,
): void {
  const { context } = paper;
  const inside = (y: number) => Math.min(plot.bottom, Math.max(plot.top, y));
  const starts = spread(
    blocks.map(({ name, block }) => ({
      wish: inside(plot.y(name.end[1])),
      size: block.height + 4,
    })),
    plot.top - sizes.body,
    plot.bottom + sizes.body / 2,
  );
  const placed = blocks.map(({ name, block }, index) => {
    const top = starts[index] ?? plot.top;
    const from = inside(plot.y(name.end[1]));
    return { name, block, top, from, to: top + block.height / 2 };
  });
  // Where one name needs a line to it, all stand as far out: they form a column.
  const led = placed.some(({ from, to }) => Math.abs(to - from) > 6);
  for (const { name, block, top, from, to } of placed) {
    if (led) {
      context.strokeStyle = name.style.color;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(plot.x(name.end[0]) + 12, from);
      context.lineTo(plot.right + leader - 6, to);
      context.stroke();
    }
    paintText(paper, block, plot.right + (led ? leader : leader / 2), top);
  }
}
