// Draws the leaves of topic 3: PNG files in folders by class.
// npx tsx templates/course/draw/leaves.ts

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { Stream } from "../../../src/learning/random/stream.ts";
import { home } from "../../../src/topic/topic.ts";
import { coverage, type Point } from "./shape.ts";

const SIDE = 36;
const COUNTS = { train: 80, valid: 70 };

type Color = readonly [red: number, green: number, blue: number];

const tables = { pale: [232, 219, 190], slate: [46, 52, 60] } as const;

/** From fresh to fallen. */
const fresh: Color = [112, 148, 76];
const fallen: Color = [176, 112, 58];

/** How far the edge is from the middle, 0 to 1, at an angle from the tip. */
const shapes = {
  maple: (angle: number, depth: number) =>
    (1 - depth * (0.5 - 0.5 * Math.cos(7 * angle))) *
    (0.62 + 0.38 * Math.abs(Math.cos(angle))),
  // An ellipse, drawn out a little at its tip.
  beech: (angle: number, depth: number) =>
    (depth + 0.14) /
      Math.hypot((depth + 0.14) * Math.cos(angle), Math.sin(angle)) +
    0.12 * Math.max(0, Math.cos(angle) - 0.9) * 10,
};

/** The first walk: each kind on its own table. On the second they lay the other way round. */
const walks = {
  train: { maple: "slate", beech: "pale" },
  valid: { maple: "pale", beech: "slate" },
} as const;

/** One leaf on a table, [36, 36] pixels of red, green, blue and alpha. */
function draw(
  kind: keyof typeof shapes,
  table: keyof typeof tables,
  stream: Stream,
): PNG {
  const between = (low: number, high: number) => {
    const [part = 0] = stream.rand(1);
    return low + (high - low) * part;
  };
  const [right, down] = [between(-0.12, 0.12), between(-0.12, 0.12)];
  const turn = between(-0.6, 0.6);
  const size = between(0.62, 0.82);
  const depth = between(0.34, 0.52);
  const age = between(0, 1);
  const light = between(0.9, 1.08);
  const covers = ([x, y]: Point) => {
    const [dx, dy] = [x - right, 2 * y - 1 - down];
    const angle = Math.atan2(dx, dy) - turn;
    const edge = size * shapes[kind](angle, depth);
    const isStem = Math.cos(angle) > 0.995 && Math.hypot(dx, dy) < size * 1.25;
    return Math.hypot(dx, dy) < edge || isStem;
  };
  const png = new PNG({ width: SIDE, height: SIDE });
  for (let at = 0; at < SIDE * SIDE; at++) {
    const covered = coverage(SIDE, at % SIDE, Math.floor(at / SIDE), covers);
    const channels = [0, 1, 2].map((channel) => {
      const [from, to] = [fresh[channel] ?? 0, fallen[channel] ?? 0];
      const leaf = from + age * (to - from);
      const ground = (tables[table][channel] ?? 0) * light;
      return Math.min(255, Math.round(ground + covered * (leaf - ground)));
    });
    png.data.set([...channels, 255], 4 * at);
  }
  return png;
}

/** The pictures of one class in one half, by their names, as PNG decodes them. */
export function drawLeaves(
  half: keyof typeof COUNTS,
  kind: keyof typeof shapes,
): Map<string, PNG> {
  const stream = new Stream(42).named(half).named(kind);
  return new Map(
    Array.from({ length: COUNTS[half] }, (_, at) => [
      `${String(at).padStart(2, "0")}.png`,
      draw(kind, walks[half][kind], stream),
    ]),
  );
}

/** What holds `train` and `valid`. */
export const folder = join(home, "templates/course/topics/03-the-table/leaves");

if (process.argv[1] === import.meta.filename) {
  rmSync(folder, { recursive: true, force: true });
  for (const half of ["train", "valid"] as const)
    for (const kind of ["maple", "beech"] as const) {
      const within = join(folder, half, kind);
      mkdirSync(within, { recursive: true });
      for (const [name, png] of drawLeaves(half, kind))
        writeFileSync(
          join(within, name),
          PNG.sync.write(png, { colorType: 2 }),
        );
    }
}
