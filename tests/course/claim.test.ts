import { expect, test } from "vitest";
import { isSamePerson, parseClaim } from "../../src/course/claim.ts";
import { refuseConflict } from "../../src/course/conflict.ts";
import { FindingsError } from "../../src/errors.ts";
import type { Topic } from "../../src/topic/topic.ts";

const file = "class/03-pixel-similarity.yaml";
const topic: Topic = {
  ...{ number: 3, slug: "pixel-similarity", name: "03-pixel-similarity" },
  folder: "topics/03-pixel-similarity",
};
const free: Topic = { ...topic, number: 4, slug: "sgd", name: "04-sgd" };

function findingsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof FindingsError)) throw error;
    return error.findings.map(
      ({ line, column, message, hint }) =>
        `${line}:${column} ${message} (${hint})`,
    );
  }
  return [];
}

test("a claim says who, since when and where", () => {
  const text =
    '# ours\nname: Ada  Lovelace\nhandle: "@ada"\nsince: 2026-11-20\narticle: https://medium.com/@ada/x\n';
  expect(parseClaim(text, file)).toEqual({
    ...{ name: "Ada Lovelace", handle: "@ada", since: "2026-11-20" },
    article: "https://medium.com/@ada/x",
  });
});

test.each([
  [
    "name: Ada\nhandel: x\nsince: 2026-11-20\n",
    "2:1 unknown key: handel (did you mean handle?)",
  ],
  ["since: 2026-11-20\n", "1:1 missing key: name (write it like name: "],
  ["", "1:1 missing key: name"],
  [
    "name: Ada\nsince: 2026-02-30\n",
    "2:1 since: must be a day: 2026-12-03 (write it like since: 2026-12-03)",
  ],
  [
    "name: Ada\nsince: 2026-11-20\ndeck: http://example.org\n",
    "3:1 deck: must be an https address",
  ],
  [
    "name: Ada\nsince: 2026-11-20\nhandle: @ada\n",
    "3:9 not YAML: Plain value cannot start with reserved character @ (write key: value, with quotes",
  ],
  [
    'name: "Ada \\e[2J"\nsince: 2026-11-20\n',
    "1:1 name: has a sign that nobody sees",
  ],
  ["name: 42\nsince: 2026-11-20\n", "1:1 name: must be text: put quotes"],
])("a claim that is wrong is told at its line: %j", (text, said) => {
  const [first = ""] = findingsOf(() => parseClaim(text, file));
  expect(first).toContain(said);
});

test.each([
  [{ name: "ada  LOVELACE" }, true],
  [{ name: "Ada Lovelace", handle: "@ADA" }, true],
  [{ name: "Ada Lovelace", handle: "@other" }, false],
  [{ name: "Ada" }, false],
])("whether %j is the Ada Lovelace who is @ada: %j", (person, same) => {
  const ada = { name: "Ada Lovelace", handle: "@ada" };
  expect(isSamePerson(ada, person)).toBe(same);
});

const conflicted = (label: string, base = "") => `<<<<<<< HEAD
name: Ada
handle: "@ada"
${base}=======
name: Bob
>>>>>>> ${label}
since: 2026-11-20
`;

test.each([
  [
    "3f2a1b0 (Claim 03-pixel-similarity)",
    "(Ada was first and has it; Bob: git rebase --skip, then claim a free one: 04-sgd)",
  ],
  [
    "3f2a1b09c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3",
    `(Bob was first and has it; Ada: git checkout --theirs ${file} && git add ${file} && git commit --no-edit, then claim`,
  ],
  ["bobs-branch", "(who pushed first has it: keep the upper half with git"],
])("two who claimed one topic are both told, as %s says", (label, advice) => {
  const [said] = findingsOf(() =>
    refuseConflict(conflicted(label), file, topic, () => [free]),
  );
  expect(said).toContain(
    "1:1 03-pixel-similarity is claimed by two: Ada (@ada) since 2026-11-20 (above) and Bob since 2026-11-20 (below)",
  );
  expect(said).toContain(advice);
});

test("what both changed, and what one wrote twice, is told apart from two claims", () => {
  const text = conflicted("main", "||||||| base\nname: Eve\n");
  const [two] = findingsOf(() => refuseConflict(text, file, topic, () => []));
  expect(two).toContain("Ada (@ada) since 2026-11-20 (above) and Bob");
  expect(two).toContain("who lost: no topic is free");
  const own = text.replace("Bob", "Ada");
  const [one] = findingsOf(() => refuseConflict(own, file, topic, () => []));
  expect(one).toContain("1:1 written in two ways by Ada (keep the right lines");
  expect(
    findingsOf(() => refuseConflict("name: A\n", file, topic, () => [])),
  ).toEqual([]);
});
