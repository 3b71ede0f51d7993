// The other topic that divides by the whole.

import type { Lab } from "lectern";
import { whole } from "../shared.ts";

export default function experiment(lab: Lab): void {
  lab.number("half", 50 / whole);
}
