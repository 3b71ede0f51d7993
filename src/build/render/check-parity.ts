import type { Finding } from "../../errors.ts";
import { compareWith, parityFile, readParity } from "../../record/parity.ts";
import type { Record } from "../../record/record.ts";
import type { TopicTexts } from "../texts.ts";

/** At most so many numbers are named: the rest is counted. */
const mostNamed = 5;

/**
 * Warnings of the rule `parity`: numbers of `record` further from PyTorch's than `pytorch.py` allows,
 * and a `pytorch.json` at `path` that is not of this `pytorch.py`.
 */
export function checkParity(
  sources: TopicTexts["sources"],
  record: Record,
  path: string,
): Finding[] {
  const place = { file: path, line: 1, column: 1 };
  const said = { ...place, rule: "parity", severity: "warning" } as const;
  const text = sources[parityFile];
  if (text === undefined) return [];
  const kept = readParity(text, sources["pytorch.py"]);
  if (kept === undefined) {
    return [
      {
        ...said,
        message: "not what this pytorch.py printed: the article leaves it out",
        hint: "npm run parity asks PyTorch again",
      },
    ];
  }
  const apart = compareWith(kept, record)?.apart ?? [];
  const more = apart.length - mostNamed;
  return apart.slice(0, mostNamed).map(({ name, here, there }, at) => ({
    ...said,
    message: [
      `${name} is ${here} here and ${there} in PyTorch`,
      ...(at === mostNamed - 1 && more > 0 ? [`and ${more} more so`] : []),
    ].join(", "),
    hint: "one of experiment.ts and pytorch.py has changed: see which is right, then npm run parity",
  }));
}
