import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { drawFigure } from "../../src/figure/draw.ts";
import { figures } from "./samples.ts";

const folder = fileURLToPath(new URL("golden/", import.meta.url));

/** Pixels that another processor's rounding may change at the rims of letters. */
const tolerated = 200;

test.each(figures)(
  "%s looks as it did when a person last looked",
  async (name, figure) => {
    const { png, width, height } = await drawFigure(figure);
    const golden = `${folder}${name}.png`;
    if (!existsSync(golden)) {
      if (process.env.CI) expect.fail(`golden missing: ${golden}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(golden, png);
      console.warn(`golden written, look at it before you commit: ${golden}`);
      return;
    }
    const wanted = PNG.sync.read(readFileSync(golden));
    const found = PNG.sync.read(png);
    const same = wanted.width === width && wanted.height === height;
    const changed = same
      ? pixelmatch(wanted.data, found.data, undefined, width, height, {
          threshold: 0.1,
        })
      : width * height;
    if (changed <= tolerated) return;
    const beside = `${folder}${name}-changed.png`;
    writeFileSync(beside, png);
    expect.fail(`${changed} pixels differ: compare ${golden} with ${beside}`);
  },
);
