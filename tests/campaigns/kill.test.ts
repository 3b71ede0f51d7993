import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Package } from "../../src/deck/package/package.ts";
import type { Project } from "../cli/project.ts";
import {
  args,
  countCalls,
  differing,
  openBuilt,
  readable,
  rounds,
  runLectern,
  spread,
  strays,
} from "./fault.ts";

// A hundred rounds take longer than any other test may.
vi.setConfig({ testTimeout: 3_600_000 });

const kinds = ["kill-before", "kill-half", "kill-after"] as const;
const article = "topics/01-ink/article.md";
const more = "\nOne more line, then.\n";

/** What makes a build write: each is prepared, killed, repeated, and taken back. */
const phases: {
  readonly [name: string]: {
    /** From a folder that holds the build of before. */
    change(project: Project): Promise<unknown>;
    back(project: Project): Promise<unknown>;
    readonly flags?: readonly string[];
  };
} = {
  text: {
    change: (project) => project.edit(article, (text) => text + more),
    back: (project) => project.edit(article, (text) => text.replace(more, "")),
  },
  theme: {
    change: async () => {},
    back: async () => {},
    flags: ["--theme", "dark"],
  },
  run: {
    change: async () => {},
    back: async () => {},
    flags: ["--seed", "7"],
  },
};

for (const [name, { change, back, flags = [] }] of Object.entries(phases)) {
  test(`killed at any change of the disk (${name}), the same build ends whole, and so does the earlier one`, async () => {
    const { project, output, reset } = await openBuilt();
    const earlier = await output();
    await change(project);
    const calls = await countCalls(project, [...args, ...flags]);
    const later = await output();
    expect(differing(earlier, later)).not.toEqual([]);
    let killed = 0;
    for (const [index, at] of spread(calls, rounds(4)).entries()) {
      const kind = kinds[index % 3] ?? "kill-before";
      await reset();
      const cut = await runLectern(project, [...args, ...flags], { at, kind });
      if (cut.signal === "SIGKILL") killed += 1;
      const again = await runLectern(project, [...args, ...flags]);
      expect(again.code, `${kind} at ${at}: ${again.stderr}`).toBe(0);
      const healed = await output();
      expect(strays(healed), `${kind} at ${at}`).toEqual([]);
      expect(differing(healed, later), `${kind} at ${at}`).toEqual([]);
      if (index % 3 !== 0) continue;
      // Killed once more, and then back to what was.
      await reset();
      await runLectern(project, [...args, ...flags], { at, kind });
      await back(project);
      await runLectern(project, args);
      const returned = await output();
      expect(strays(returned), `back, ${kind} at ${at}`).toEqual([]);
      const isBack = differing(readable(returned), readable(earlier));
      expect(isBack, `back, ${kind} at ${at}`).toEqual([]);
      await change(project);
    }
    expect(killed).toBeGreaterThan(0);
  });
}

test("killed at any change of the disk, a refresh leaves the person's deck or the new one, and ends with her work", async () => {
  const { project, output, reset } = await openBuilt();
  const path = join(project.root, "kept/01-ink/deck.pptx");
  const parts = await Package.open(await readFile(path));
  const first = "ppt/slides/slide2.xml";
  const text = String(parts.content(first));
  parts.set(first, text.replace("The bars show", "Mine show"));
  const hers = await parts.save();
  await writeFile(path, hers);
  await project.edit("topics/01-ink/deck.md", (deck) =>
    deck.replace("A claim in one line", "Another claim in a line"),
  );
  const refresh = [...args.with(0, "refresh")];
  await reset();
  const calls = await countCalls(project, refresh);
  const later = await output();
  expect(later.get("deck.pptx")?.equals(hers)).toBe(false);
  expect(later.get(".lectern/history/1.pptx")?.equals(hers)).toBe(true);
  for (const [index, at] of spread(calls, rounds(2, 100)).entries()) {
    const kind = kinds[index % 3] ?? "kill-before";
    await reset();
    await runLectern(project, refresh, { at, kind });
    const deck = (await output()).get("deck.pptx");
    const isWhole = [hers, later.get("deck.pptx")].some(
      (each) => each && deck?.equals(each),
    );
    expect(isWhole, `${kind} at ${at}`).toBe(true);
    await runLectern(project, refresh);
    const healed = await output();
    expect(strays(healed), `${kind} at ${at}`).toEqual([]);
    expect(differing(healed, later), `${kind} at ${at}`).toEqual([]);
  }
});
