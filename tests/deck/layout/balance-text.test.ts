import { expect, test } from "vitest";
import { balanceText } from "../../../src/deck/layout/grow-text.ts";
import { readMasters } from "../../../src/deck/layout/masters.ts";
import { breakLines, inch } from "../../../src/deck/layout/measure.ts";
import type { PlacedText } from "../../../src/deck/layout/placed.ts";
import { readTheme, styleOf } from "../../../src/deck/theme.ts";

const theme = readTheme("light", "4:3");

const title = (words: string): PlacedText => ({
  kind: "text",
  box: theme.masters.boxes.title,
  name: "title",
  place: { line: 1, column: 1 },
  lines: [{ runs: [{ text: words }], bullet: false }],
  size: "title",
  bold: true,
  ink: "ink",
  gap: 0,
  align: "left",
  anchor: "top",
});

/** The words of each line as a program breaks them. */
function linesOf({ box, lines: [line] }: PlacedText): string[] {
  const style = styleOf(theme, "title", true);
  return breakLines(line?.runs ?? [], style, box.w * inch).map((runs) =>
    runs.map(({ text }) => text).join(""),
  );
}

test("a word left over on a title's second line gets company, and no third line", () => {
  const alone = title(
    "The arrows of a digit go where its own pixels are, mostly",
  );
  expect(linesOf(alone).at(-1)).toBe("mostly");
  const [first = "", second = ""] = linesOf(balanceText(alone, theme));
  expect(second.split(" ").length).toBeGreaterThan(2);
  expect(`${first} ${second}`).toBe(alone.lines[0]?.runs[0]?.text);
});

test("a title that breaks well, or in one line, stays as wide as its layout has it", () => {
  const well = title(
    "The same numbers can look different, and different numbers the same",
  );
  for (const each of [well, title("It is so")])
    expect(balanceText(each, theme)).toBe(each);
});

test.each(["16:9", "4:3"] as const)(
  "titles, tables, code and figures begin at one edge on %s",
  (size) => {
    const { boxes } = readMasters(size);
    const names = [
      "title",
      "content",
      "code",
      "table",
      "figure",
      "left",
    ] as const;
    expect(new Set(names.map((name) => boxes[name].x)).size).toBe(1);
  },
);
