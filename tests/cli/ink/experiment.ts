// How much ink does a 3 take? The smallest topic that has one of everything.

import { item, type Lab, picture, stack } from "lectern";
import { inkOf } from "./ink.ts";

// #region measure
const measure = (lab: Lab) => ({
  threes: item(inkOf(stack(lab.digits.valid.threes)).mean()),
  sevens: item(inkOf(stack(lab.digits.valid.sevens)).mean()),
});
// #endregion

export default function experiment(lab: Lab): void {
  const { threes, sevens } = measure(lab);
  lab.number("ink-of-threes", threes);
  lab.number("ink-of-sevens", sevens);
  lab.claim("threes-are-darker", threes, ">", sevens);
  lab.claim("sevens-are-darker", threes, "<", sevens);
  lab.output("ink", [`3s ${threes.toFixed(4)}`, `7s ${sevens.toFixed(4)}`]);
  lab.figure("ink", {
    kind: "bar",
    alt: "Two bars, the mean ink of the 3s and the mean ink of the 7s.",
    category: { label: "digit" },
    y: { label: "mean ink" },
    categories: ["3", "7"],
    series: [{ name: "ink", values: [threes, sevens] }],
  });
  lab.figure("first", {
    kind: "images",
    alt: "The first 3 of the validation set, as it is stored.",
    panels: [picture(stack(lab.digits.valid.threes).gather(0), "a 3")],
  });
}
