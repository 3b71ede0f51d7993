import { expect, onTestFinished, test } from "vitest";
import { faultOf, makeRequests, sendAll } from "../preview/hostile.ts";
import { openPreview } from "../preview/opened.ts";

/** `LECTERN_CAMPAIGN=100000:7` begins at that seed; without one, at a new seed each time. */
const [inputs = "", given] = (process.env.LECTERN_CAMPAIGN ?? "").split(":");
const seed = Number(given ?? Date.now() % 2 ** 31);

test.skipIf(inputs === "")(
  `ten thousand hostile requests get nothing and break nothing (seed ${seed})`,
  async () => {
    const opened = await openPreview();
    onTestFinished(() => opened.close());
    await opened.show();
    const { port, address } = opened;
    const exchanges = await sendAll(makeRequests(10_000, port, seed), port);
    const faults = exchanges.flatMap((each) => {
      const fault = faultOf(each, port);
      return fault === undefined ? [] : [[fault, each.sent.slice(0, 300)]];
    });
    expect(faults).toEqual([]);
    expect((await fetch(address)).status).toBe(200);
    expect(opened.terminal()).not.toContain("bug");
  },
);
