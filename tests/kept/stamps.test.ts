import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { readIfThere } from "../../src/files.ts";
import { Shelf } from "../../src/kept/shelf.ts";
import { whileUnchanged, whileUnread } from "../../src/kept/stamps.ts";

test("an answer stands until one of the files is written, appears or goes, whatever its times say", async () => {
  const root = mkdtempSync(join(tmpdir(), "lectern-stamps-"));
  const [text, missing, folder] = ["text.md", "missing.md", "class"].map(
    (name) => join(root, name),
  ) as [string, string, string];
  writeFileSync(text, "one");
  mkdirSync(folder);
  const shelf = () => new Shelf(join(root, "kept"));
  let looked = 0;
  let times = 0;
  const look = async () => {
    await readIfThere(text);
    await readIfThere(missing);
    looked += 1;
    return "yes";
  };
  const ask = async (key = "key") => {
    looked = 0;
    const said = await whileUnread(shelf(), key, (note) => {
      note(folder);
      return look();
    });
    expect(said).toBe("yes");
    return looked === 0 ? "known" : "looked";
  };
  const made = () =>
    whileUnchanged(shelf(), root, ["text.md"], async () => `made ${++times}`);
  // Just written: another edit could have the same stamp.
  expect(await ask()).toBe("looked");
  expect(await ask()).toBe("looked");
  await wait(3100);
  expect(await ask()).toBe("looked");
  expect(await ask()).toBe("known");
  expect(await ask("another request")).toBe("looked");
  expect(await made()).toBe(await made());

  const before = statSync(text);
  const first = await made();
  writeFileSync(text, "two");
  utimesSync(text, before.atime, before.mtime);
  expect(await ask()).toBe("looked");
  expect(await made()).not.toBe(first);
  await wait(3100);
  await ask();
  expect(await ask()).toBe("known");
  writeFileSync(missing, "there");
  expect(await ask()).toBe("looked");
  rmSync(missing);
  expect(await ask()).toBe("known");
  writeFileSync(join(folder, "claim.yaml"), "");
  expect(await ask()).toBe("looked");
  renameSync(text, missing);
  expect(await ask()).toBe("looked");
  expect(readdirSync(join(root, "kept")).length).toBeGreaterThan(0);
});
