import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { findOffice, renderDecks } from "../../src/deck/render/office.ts";
import { openProject } from "./project.ts";

/** The programs that draw slides; undefined where they are not installed. */
const office = (() => {
  try {
    return findOffice(process.env);
  } catch {
    console.warn("check --render skipped: no LibreOffice or Poppler");
    return undefined;
  }
})();

test("without LibreOffice --render says what to install, before anything is checked", async () => {
  const project = await openProject();
  const { code, stdout, stderr } = await project.run(
    ["check", "1", "--render"],
    { PATH: project.root },
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe(
    "error: no LibreOffice to render slides with: soffice is not in the PATH\n" +
      "hint: install LibreOffice and Poppler (poppler-utils), or check without --render\n",
  );
});

test.skipIf(office === undefined)(
  "what is seen on the slides is found at their lines, and a deck that is stale is not drawn",
  async () => {
    const project = await openProject();
    await project.edit("topics/01-ink/deck.md", (text) =>
      text.replace(
        /^# .*$/m,
        "# A claim that is said\n\n---\n\n# It is one\n\n**3**\n\nin all",
      ),
    );
    await project.run(["build", "1", "--quick"]);
    const seen = /slide \d are bare at the right/;
    const without = await project.run(["check", "1", "--json"]);
    expect(without.stdout).not.toMatch(seen);
    const { stdout } = await project.run(["check", "1", "--json", "--render"]);
    const added = JSON.parse(stdout).filter(
      ({ message }: { readonly message: string }) => seen.test(message),
    );
    expect(added).toMatchObject([
      { rule: "DS-01", severity: "warning", file: "topics/01-ink/deck.md" },
    ]);
    await project.edit("topics/01-ink/deck.md", (text) =>
      text.replace("in all", "altogether"),
    );
    const stale = await project.run(["check", "1", "--render"]);
    expect(stale.stderr).toContain(
      "01-ink: no deck.pptx that is what the topic gives now: its slides are not drawn\nhint: lectern build ink\n",
    );
    expect(stale.stdout).not.toMatch(seen);
  },
);

test.skipIf(process.platform === "win32")(
  "a LibreOffice that hangs ends at Ctrl-C with all that it started, and nothing is left",
  async () => {
    const project = await openProject();
    const [bin, temporary] = ["bin", "tmp"].map((name) =>
      join(project.root, name),
    );
    if (bin === undefined || temporary === undefined) return;
    await mkdir(bin);
    await mkdir(temporary);
    const hangs = join(bin, "soffice");
    const lives = join(project.root, "lives");
    // As the real one: a script around a program.
    await writeFile(hangs, `#!/bin/sh\n(sleep 2; touch ${lives}) &\nwait\n`);
    await chmod(hangs, 0o755);
    for (const name of ["pdftoppm", "pdftohtml"])
      await symlink("/bin/true", join(bin, name));
    const PATH = [bin, process.env.PATH].join(delimiter);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = temporary;
    try {
      const stop = new AbortController();
      const drawing = renderDecks([Buffer.from("")], findOffice({ PATH }), {
        env: { PATH },
        signal: stop.signal,
      });
      setTimeout(() => stop.abort(new Error("stopped")), 200);
      await expect(drawing).rejects.toThrow("stopped");
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    expect(await readdir(temporary)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await readdir(project.root)).not.toContain("lives");
  },
);
