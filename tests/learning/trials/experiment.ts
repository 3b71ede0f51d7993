import { type Lab, Stream, trials } from "lectern";
import draw from "./draw.ts";

/** Three draws, as a topic has them. */
export default async function experiment(lab: Lab): Promise<void> {
  const random = new Stream(lab.seed);
  const inputs = random.rand(256);
  const targets = random.rand(64);
  const data = { count: 64, inputShape: [4], inputs, targets };
  const seeds = [45, 43, 44];
  const drawn = await trials(seeds, draw, { data }, (progress) =>
    lab.progress("draws", progress),
  );
  for (const [at, { weights }] of drawn.entries())
    lab.output(`draw-${seeds[at]}`, [...weights].join(" "));
  const threads = new Set(drawn.map(({ thread }) => thread));
  lab.number("threads", threads.size);
}
