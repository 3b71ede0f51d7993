/**
 * One contender: `tsx serve.ts <engine> <arithmetic>`. Says which engine it opened; then for each
 * line on stdin runs the row of that name once and answers with the milliseconds. For `memory` it
 * answers with the largest resident size so far, in MB over what Node had before TensorFlow.js.
 */
import { createInterface } from "node:readline";
import type { EngineName } from "../src/engine/engine.ts";
import type { Row } from "./resnet.ts";

const before = process.memoryUsage().rss;
const { openEngine } = await import("../src/engine/open.ts");
const { resnetRow } = await import("./resnet.ts");
const { smallModelRows } = await import("./small-models.ts");

const [name, arithmetic] = process.argv.slice(2);
const engine = await openEngine({
  engine: name as EngineName,
  threads: 2,
  reproducible: arithmetic !== "fma",
});
console.log(engine.arithmetic);
let rows: Row[] = [];

/** Rows are made when they are first asked for, so that memory is only of what was run. */
function rowNamed(wanted: string): Row {
  const known = rows.find((each) => each.name === wanted);
  if (known) return known;
  for (const each of rows) each.dispose();
  rows = wanted === "ResNet-18" ? [resnetRow()] : smallModelRows();
  return rowNamed(wanted);
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "memory") {
    const most = process.resourceUsage().maxRSS * 1024;
    console.log((most - before) / 1e6);
    continue;
  }
  const row = rowNamed(line);
  const start = performance.now();
  row.step();
  console.log(performance.now() - start);
}
for (const each of rows) each.dispose();
await engine.close();
