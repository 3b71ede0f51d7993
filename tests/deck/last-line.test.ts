import { expect, test } from "vitest";
import { isSaidEverywhere, lastLine } from "../../src/deck/last-line.ts";
import type { Provenance, Record } from "../../src/record/record.ts";

function runOn(
  data: Partial<Provenance["data"]>,
  profile: Record["profile"] = "full",
): Record {
  return {
    ...{ format: 1, topic: "01-ink", profile, seed: 7 },
    provenance: {
      data: {
        ...{
          name: "MNIST",
          classes: ["3", "7"],
          sha256: "a".repeat(64),
          counts: [6, 6, 1, 1],
        },
        ...data,
      },
      engine: { name: "wasm", version: "4.22.0", arithmetic: "reproducible" },
      ...{ versions: {}, imports: {}, runner: {} },
    },
    ...{ numbers: {}, texts: {}, outputs: {}, tables: {}, claims: {} },
    figures: {},
  };
}

test("every slide says on what its numbers stand", () => {
  expect(lastLine(runOn({}))).toBe(
    "MNIST, 14 images · TensorFlow.js 4.22.0 (WebAssembly) · seed 7",
  );
});

test("handwriting and a quick run are never passed off as MNIST", () => {
  const line = lastLine(runOn({ name: "handwriting" }, "quick"));
  expect(line).toMatch(/^quick run: .* · handwriting \(generated, not MNIST\)/);
});

test("other classes than 3 and 7 are named, and whose part they play where a figure says so", () => {
  const run = runOn({ classes: ["4", "9"] });
  expect(lastLine(run)).toMatch(/^MNIST, 4 and 9, 14 images/);
  const outputs = { ink: "3s 0.1\n7s 0.2" };
  expect(lastLine({ ...run, outputs })).toMatch(/^MNIST, 4 for 3 and 9 for 7,/);
  expect(lastLine(runOn({ classes: ["4", "9"], unused: true }))).toMatch(
    /^no digits used · /,
  );
});

test("a run that looked at no digit names none", () => {
  const line = lastLine(runOn({ name: "handwriting", unused: true }));
  expect(line).toMatch(/^no digits used · TensorFlow\.js/);
});

test("stands on every slide of a quick run, of other data and of other digits, and else on two", () => {
  expect(isSaidEverywhere(runOn({}))).toBe(false);
  expect(isSaidEverywhere(runOn({}, "quick"))).toBe(true);
  expect(isSaidEverywhere(runOn({ name: "handwriting" }))).toBe(true);
  expect(isSaidEverywhere(runOn({ classes: ["4", "9"] }))).toBe(true);
  expect(isSaidEverywhere(runOn({ name: "handwriting", unused: true }))).toBe(
    false,
  );
});
