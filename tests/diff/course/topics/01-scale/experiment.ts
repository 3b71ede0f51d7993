// One of everything that can change between two builds.

import { item, type Lab, picture, Stream, stack } from "lectern";
import { whole } from "../shared.ts";

/** Which 3 of the validation set is shown. */
const sample = 0;

// #region distance
/** How far the 3s are from their mean. */
const distance = (lab: Lab) => {
  const threes = stack(lab.digits.valid.threes);
  return item(threes.sub(threes.mean(0)).abs().mean()); // L1
};
// #endregion

export default function experiment(lab: Lab): void {
  const l1 = lab.number("distance", distance(lab));
  const share = lab.number("share", 25 / whole);
  lab.claim("near", l1, "<", 0.5);
  const stream = new Stream(lab.seed).named("draws");
  const draws = [...stream.rand(8)].map((each) => 0.9 + each / 20);
  lab.number("accuracy", draws[0] ?? 0);
  lab.spread("accuracy", draws);
  lab.output("found", `distance ${l1.toFixed(4)}`);
  lab.table("scores", {
    columns: [{ label: "measure" }, { label: "score", digits: 2 }],
    rows: [
      ["first", 0.5],
      ["second", 0.75],
    ],
  });
  lab.figure("bars", {
    kind: "bar",
    alt: "Two bars, a quarter and the half, of which the second is higher.",
    category: { label: "part" },
    y: { label: "share of the whole" },
    categories: ["quarter", "half"],
    series: [{ name: "share", values: [share, 0.5] }],
  });
  lab.figure("sample", {
    kind: "images",
    alt: "A 3 of the validation set, just as it is stored there.",
    panels: [picture(stack(lab.digits.valid.threes).gather(sample), "a 3")],
  });
}
