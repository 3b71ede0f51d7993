import { beforeAll, describe, expect, test } from "vitest";
import type { Record } from "../../src/record/record.ts";
import { noMnist, runTopic, testTopic } from "./topic.ts";

const slug = "pixel-similarity";

describe.skipIf(noMnist)(`topic 3 on MNIST ${noMnist || ""}`, () => {
  let record: Record;
  beforeAll(async () => {
    record = await runTopic(slug, "full", "mnist");
  });

  test("meets the distances that the chapter prints", () => {
    const { numbers } = record;
    expect(numbers["l1-to-3"]?.toFixed(4)).toBe("0.1114");
    expect(numbers["rmse-to-3"]?.toFixed(4)).toBe("0.2021");
    expect(numbers["l1-to-7"]?.toFixed(4)).toBe("0.1586");
    expect(numbers["rmse-to-7"]?.toFixed(4)).toBe("0.3021");
  });

  test("meets the accuracies that the chapter prints, to the last digit", () => {
    const { numbers } = record;
    expect(numbers["l1-threes"]?.toFixed(4)).toBe("0.9168");
    expect(numbers["l1-sevens"]?.toFixed(4)).toBe("0.9854");
    expect(numbers["l1-mean"]?.toFixed(4)).toBe("0.9511");
    expect(numbers["l1-missed-threes"]).toBe(1010 - 926);
    expect(numbers["l1-missed-sevens"]).toBe(1028 - 1013);
  });

  test("shows that the signed mean cancels", () => {
    const { numbers } = record;
    expect(numbers["signed-to-3"]?.toFixed(5)).toBe("0.00085");
    expect(numbers["too-much-ink"]?.toFixed(2)).toBe("44.02");
    expect(numbers["too-little-ink"]?.toFixed(2)).toBe("43.35");
  });

  test("cures L1 of its lean by evening the head start", () => {
    const { numbers } = record;
    expect(numbers["rmse-missed-threes"]).toBe(42);
    expect(numbers["rmse-missed-sevens"]).toBe(27);
    expect(numbers["evened-missed-threes"]).toBe(36);
    expect(numbers["evened-missed-sevens"]).toBe(34);
  });

  test("leans wherever L1's head start goes, whichever distance it is given to", () => {
    const { numbers } = record;
    expect(numbers["burdened-missed-threes"]).toBe(114);
    expect(numbers["burdened-missed-sevens"]).toBe(6);
    expect(numbers["paler-l1-missed-threes"]).toBe(124);
    expect(numbers["paler-angle-missed-threes"]).toBe(32);
  });

  test("pushes in four directions, and loses most 3s downwards and most 7s upwards", () => {
    const share = (name: string) => record.numbers[name]?.toFixed(3);
    const names = ["down", "up", "right", "left"];
    expect(names.map((name) => share(`${name}-2-threes`))).toEqual([
      "0.329",
      "0.560",
      "0.878",
      "0.817",
    ]);
    expect(names.map((name) => share(`${name}-2-sevens`))).toEqual([
      "0.992",
      "0.788",
      "0.997",
      "0.949",
    ]);
  });

  test("finds the rows that decide at the 3's upper stroke, not at the 7's bar", () => {
    const { numbers } = record;
    expect(numbers["upper-back-threes"]?.toFixed(3)).toBe("0.622");
    expect(numbers["bar-back-threes"]?.toFixed(3)).toBe("0.454");
    expect(numbers["upper-wiped-threes"]?.toFixed(3)).toBe("0.674");
    const half = (name: string) => numbers[name]?.toFixed(3);
    expect(half("leaving-down-threes")).toBe("0.365");
    expect(half("arriving-down-threes")).toBe("0.846");
    expect(half("leaving-up-sevens")).toBe("0.988");
    expect(half("arriving-up-sevens")).toBe("0.901");
    expect(numbers["down-to-7"]?.toFixed(4)).toBe("0.1477");
    expect(numbers["up-to-7"]?.toFixed(4)).toBe("0.1648");
  });

  test("counts for the talk the digits that it speaks of", () => {
    const rows = record.tables.misses?.rows.map((row) => row.slice(0, 3));
    expect(rows?.slice(0, 2)).toEqual([
      ["L1", 84, 15],
      ["RMSE", 42, 27],
    ]);
  });

  test("finds that the 7's sliding loses 3s, and an even start lets both slide", () => {
    const { numbers } = record;
    expect(numbers["slide-only-3-missed-threes"]).toBe(37);
    expect(numbers["slide-only-7-missed-threes"]).toBe(230);
    expect(numbers["slide-evened-missed"]).toBe(53);
  });
});

// The article says that the angle beats L1, and does not beat RMSE.
testTopic(slug, {
  says: "95.1% of the digits that it has never seen get the right name",
  hides: "95.1%",
  fails: ["angle-beats-rmse"],
});
