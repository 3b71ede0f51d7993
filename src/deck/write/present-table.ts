import { cleanLine } from "../clean.ts";
import type { Line } from "../deck.ts";
import { cellPadding, paddingsOf } from "../layout/arrange-table.ts";
import type { PlacedTable } from "../layout/placed.ts";
import { pointedShare } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import type * as pptxgen from "./pptxgen.ts";

const none = { type: "none" } as const;

/** Adds a real table: a head on the theme's second ground, a hairline below each row. */
export function addTable(
  slide: pptxgen.Slide,
  item: PlacedTable,
  theme: Theme,
): void {
  const margins = paddingsOf(item.align).map(
    ({ left, right }): [number, number, number, number] => [
      ...([cellPadding.y, right] as const),
      ...([cellPadding.y, left] as const),
    ],
  );
  const rows = item.rows.map((row, index) =>
    item.widths.map((_, column): pptxgen.TableCell => {
      const header = index === 0;
      return {
        text: cellRuns(row[column] ?? [], theme, header),
        options: {
          align: item.align[column] ?? "left",
          valign: "middle",
          ...(margins[column] && { margin: margins[column] }),
          ...(header && { bold: true, fill: { color: "bg2" } }),
          ...(item.pointed?.[index]?.[column] === true && {
            fill: { color: "accent1", transparency: 100 - pointedShare },
          }),
          border: [
            none,
            none,
            {
              type: "solid",
              pt: header ? 1.5 : 0.75,
              color: header ? "tx1" : "bg2",
            },
            none,
          ],
        },
      };
    }),
  );
  const { x, y, w, h } = item.box;
  slide.addTable(rows, {
    x,
    y,
    w,
    h,
    colW: [...item.widths],
    rowH: [...item.heights],
    fontSize: item.size,
    color: "tx1",
    autoPage: false,
    objectName: cleanLine(item.name),
  });
}

function cellRuns(
  line: Line,
  theme: Theme,
  header: boolean,
): pptxgen.TableCell[] {
  const runs = line.length > 0 ? line : [{ text: "" }];
  return runs.map((run) => ({
    text: cleanLine(run.text),
    options: {
      ...((header || run.bold === true) && { bold: true }),
      ...(run.italic === true && { italic: true }),
      ...(run.code === true && { fontFace: theme.fonts.mono.family }),
    },
  }));
}
