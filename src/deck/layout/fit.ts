import type { Finding } from "../../errors.ts";
import { plain } from "../deck.ts";
import { columns } from "../highlight.ts";
import { type Report, reportInto } from "../report.ts";
import { styleOf, type Theme } from "../theme.ts";
import { room } from "./arrange-code.ts";
import { paddingAcross, paddingsOf, tableStyle } from "./arrange-table.ts";
import { bulletIndent, inch, lineHeight, wrap } from "./measure.ts";
import { spokenName } from "./names.ts";
import type {
  PlacedCode,
  PlacedSlide,
  PlacedTable,
  PlacedText,
} from "./placed.ts";
import { checkChart } from "./plot/fit-chart.ts";

/** Lines of code, and columns, that a room can read. */
/** What of a listing a slide shows. */
export const codeLimits = { lines: 12, columns: 70 } as const;

/**
 * Whether everything on `slide` fits its box, measured with the fonts' advance widths. What
 * does not fit is an error at its place in the deck at `path`: nothing is ever shrunk or cut.
 */
export function checkFit(
  slide: PlacedSlide,
  theme: Theme,
  path: string,
): Finding[] {
  const findings: Finding[] = [];
  const report = reportInto(findings, path);
  for (const item of slide.items) {
    if (item.kind === "chart") checkChart(slide, item, theme, report);
    if (item.kind === "text") checkText(slide, item, theme, report);
    if (item.kind === "code") checkCode(slide, item, theme, report);
    if (item.kind === "table") checkTable(slide, item, theme, report);
  }
  return findings;
}

function checkText(
  slide: PlacedSlide,
  item: PlacedText,
  theme: Theme,
  report: Report,
): void {
  const style = styleOf(theme, item.size, item.bold, item.points);
  const room = item.box.w * inch;
  const paragraphs: number[] = [];
  const text = item.lines.map((line) => line.runs);
  for (const each of item.lines) {
    const width = each.bullet ? room - bulletIndent(style.size) : room;
    const wrapped = wrap(each.runs, style, width);
    paragraphs.push(wrapped.lines);
    if (wrapped.widest > width) {
      report(item.place, {
        rule: "DK-11",
        message: `word too wide on slide ${slide.number}, ${spokenName(item.name)}: ${shorten(plain(each.runs))}`,
        hint: "use a shorter word",
      });
    }
  }
  const lines = paragraphs.reduce((sum, each) => sum + each, 0);
  const holds = Math.min(
    item.most ?? Number.POSITIVE_INFINITY,
    linesInside(paragraphs, lineHeight(style, text), item),
  );
  if (lines <= holds) return;
  report(item.place, {
    rule: "DK-11",
    message: `does not fit on slide ${slide.number}, ${spokenName(item.name)}: ${lines} lines where ${holds} fit`,
    hint: `shorten "${shorten(item.lines.map((line) => plain(line.runs)).join(" "))}"`,
  });
}

/** How many lines stand in the box, the space between paragraphs counted. */
function linesInside(
  paragraphs: readonly number[],
  height: number,
  { box, gap }: PlacedText,
): number {
  let room = box.h * inch;
  let inside = 0;
  for (const lines of paragraphs) {
    const fit = Math.min(lines, Math.floor(room / height + 1e-9));
    inside += fit;
    if (fit < lines) break;
    room -= lines * height + gap;
  }
  return inside;
}

function checkCode(
  slide: PlacedSlide,
  item: PlacedCode,
  theme: Theme,
  report: Report,
): void {
  const widest = columns(item.lines);
  const allowed = Math.min(codeLimits.columns, room(item, theme));
  if (widest > allowed) {
    report(item.place, {
      rule: "DK-09",
      message: `code too wide on slide ${slide.number}, ${spokenName(item.name)}: ${widest} columns where ${allowed} fit`,
      hint: "break its longest line, or show a smaller region",
    });
  }
  if (item.lines.length > codeLimits.lines) {
    report(item.place, {
      rule: "DK-09",
      message: `code too long on slide ${slide.number}, ${spokenName(item.name)}: ${item.lines.length} lines where ${codeLimits.lines} fit`,
      hint: "show a smaller region",
    });
  } else checkBottom(slide, item, report);
}

function checkTable(
  slide: PlacedSlide,
  item: PlacedTable,
  theme: Theme,
  report: Report,
): void {
  checkBottom(slide, item, report);
  const paddings = paddingsOf(item.align);
  for (const [index, row] of item.rows.entries()) {
    const style = tableStyle(theme, item.size, index === 0);
    for (const [column, cell] of row.entries()) {
      const across = paddingAcross(paddings[column]);
      const room = ((item.widths[column] ?? 0) - across) * inch;
      if (wrap(cell, style, room).widest <= room) continue;
      report(item.place, {
        rule: "DK-11",
        message: `cell too narrow on slide ${slide.number}, ${spokenName(item.name)}: ${shorten(plain(cell))}`,
        hint: "use fewer columns or shorter words",
      });
    }
  }
}

function checkBottom(
  slide: PlacedSlide,
  item: PlacedCode | PlacedTable,
  report: Report,
): void {
  const over = item.box.y + item.box.h - item.bottom;
  if (over <= 1e-6) return;
  report(item.place, {
    rule: "DK-11",
    message: `does not fit on slide ${slide.number}, ${spokenName(item.name)}: ${over.toFixed(2)} inches too high`,
    hint: "show fewer lines or rows",
  });
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39).trimEnd()}…`;
}
