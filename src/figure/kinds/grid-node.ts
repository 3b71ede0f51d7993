import type { Diagram } from "../data/shapes.ts";
import type { Paper } from "../paint/paper.ts";
import { paintText, textWidth, wrap } from "../paint/text.ts";
import { sizes, strokes } from "../paint/theme.ts";
import { formatNumber } from "../plan/format.ts";

type Grid = NonNullable<Diagram["nodes"][number]["grid"]>;

const small = { size: sizes.small };
const cellHeight = 46;

function cellWidth({ rows, digits = 0 }: Grid): number {
  const widths = rows
    .flat()
    .map((v) => textWidth(formatNumber(v, digits), small));
  return Math.max(54, Math.max(...widths) + 16);
}

/** The room that a grid of values needs, in units. */
export function gridSize(grid: Grid): { width: number; height: number } {
  const columns = grid.rows[0]?.length ?? 0;
  return {
    width: columns * cellWidth(grid),
    height: grid.rows.length * cellHeight,
  };
}

/** Paints the values as cells; those beyond what is held are pale and dashed: stretched copies. */
export function paintGrid(paper: Paper, grid: Grid): void {
  const { rows, held, digits = 0 } = grid;
  const { context, look } = paper;
  const { colors } = look;
  const [heldRows, heldColumns] = held ?? [rows.length, rows[0]?.length ?? 0];
  const width = cellWidth(grid);
  const isHeld = (row: number, column: number) =>
    row < heldRows && column < heldColumns;
  // Copies first: the solid borders of held cells lie over the dashed ones.
  for (const solid of [false, true]) {
    rows.forEach((row, r) => {
      row.forEach((value, c) => {
        if (isHeld(r, c) !== solid) return;
        const x = c * width;
        const y = r * cellHeight;
        context.fillStyle = solid ? colors.paper : `${colors.paper}80`;
        context.fillRect(x, y, width, cellHeight);
        context.strokeStyle = solid ? colors.ink : colors.axis;
        context.lineWidth = solid ? strokes.thin : strokes.thin * 0.75;
        context.setLineDash(solid ? [] : [6, 5]);
        context.strokeRect(x, y, width, cellHeight);
        const block = wrap(formatNumber(value, digits), width, {
          ...small,
          align: "center",
          color: solid ? "ink" : "muted",
        });
        paintText(
          paper,
          block,
          x + width / 2,
          y + (cellHeight - block.height) / 2,
        );
      });
    });
  }
  context.setLineDash([]);
}
