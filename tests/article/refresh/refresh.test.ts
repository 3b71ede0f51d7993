import { expect, test } from "vitest";
import { record } from "../sample.ts";
import { build, refresh, template, trace } from "./sample.ts";

const before = build(template);

test("a number that was typed by hand stays the run's and is listed, and the words around it are taken", () => {
  const hers = before.replace("Bakers give 0.917 of", "Bakers sell 0.95 of");
  const done = refresh(hers);
  expect(done.items).toMatchObject([
    {
      state: "open",
      typed: [
        {
          printed: "0.917",
          text: "0.95",
          directive: ":number[accuracy]{digits=3}",
        },
      ],
    },
  ]);
  expect(build(done.template)).toBe(hers.replace("0.95", "0.917"));
});

test("a directive goes with its number to another place, and is told where its sentence is gone", () => {
  const hers = before
    .replace(
      "Bakers give 0.917 of their bread, and 91.7% of *warm* cakes.",
      "Of *warm* cakes it is 91.7%, bakers say, and 0.917 of their bread.",
    )
    .replace("They add 12,396 grains, with", "They stand with");
  const done = refresh(hers);
  expect(build(done.template)).toBe(hers);
  expect(done.template).toContain("is :percent[accuracy]{digits=1}, bakers");
  expect(done.template).toContain("and :number[accuracy]{digits=3} of");
  expect(done.items).toMatchObject([
    { state: "open", dropped: [":number[count]{thousands}"] },
  ]);
});

test("what is made by a run, and what every article says, is listed and stays", () => {
  const hers = before
    .replace("const l1", "const first")
    .replace("[28, 28]\n", "[28]\n")
    .replace("|   91.68% |", "|   95.00% |")
    .replace("**About the numbers:**", "**About:**");
  const { items, template: now } = refresh(hers);
  expect(now).toBe(template);
  expect(items.map(({ state, why }) => [state, why])).toEqual([
    ["refused", "made by listing distances of experiment.ts"],
    ["refused", "made by output ideal-shape"],
    ["refused", "made by table results"],
    ["refused", "every article says it, and no template does"],
  ]);
});

test("a figure is taken out with its caption, and neither without the other", () => {
  const image = /!\[Two bars.*\n\n/;
  const both = before.replace(image, "").replace(/\*Melons.*\n\n/, "");
  const done = refresh(both);
  expect(done.template).not.toContain("figure");
  expect(build(done.template)).toBe(both);
  const alone = refresh(before.replace(image, ""));
  expect(alone.template).toBe(template);
  expect(alone.items).toMatchObject([
    { state: "refused", why: "a figure and its caption go together" },
  ]);
});

test("a template that was changed meanwhile keeps its words, and a block of both is a conflict", () => {
  const hers = before
    .replace("Bakers give", "Bakers sell")
    .replace("Leeks meet", "Leeks love");
  const now = template
    .replace("of their bread", "of our bread")
    .replace("It prints", "Behold, it prints");
  const done = refresh(hers, now);
  expect(done.items).toMatchObject([
    { state: "conflict", why: expect.stringContaining("of our bread") },
    { state: "open" },
  ]);
  expect(done.template).toBe(now.replace("Leeks meet", "Leeks love"));
});

test("words are taken over as they were built, and numbers of a later run stay its own", () => {
  const later = {
    ...record,
    numbers: { ...record.numbers, accuracy: 0.8 },
  };
  const hers = before.replace("Bakers give", "Bakers sell");
  const done = refresh(hers, template, trace(template), later);
  expect(done.template).toBe(template.replace("Bakers give", "Bakers sell"));
});

test("what the template reads otherwise, or cannot hold, is refused with the reason", () => {
  const hers = before
    .replace("It prints peppers.", "It prints :number[accuracy] peppers.")
    .replace("Peas stand further.", "Peas stand further.\n\n# Too loud");
  const { items, template: now } = refresh(hers);
  expect(now).toBe(template);
  expect(items.map(({ state, why }) => [state, why])).toEqual([
    [
      "refused",
      "her words would read otherwise in the template, where signs mean more",
    ],
    ["refused", "title in the body: #"],
  ]);
});

test("what is added behind a claim's words stands behind all that the claim may say", () => {
  const hers = before.replace(
    "Peas stand further.",
    "Peas stand further.\n\nA word of mine.",
  );
  const done = refresh(hers);
  expect(done.template).toContain(
    "Peas stand further.\n:::\n\nA word of mine.\n\n::table",
  );
  expect(build(done.template)).toBe(hers);
});

test("a title with a colon gets its quotes, and one with a sign of YAML stays readable", () => {
  const hers = before
    .replace("# Apples measured", "# Apples: what we measured")
    .replace("*Which plums", "*And which plums");
  const done = refresh(hers);
  expect(build(done.template)).toBe(hers);
  expect(done.template).toContain(
    "title: 'Apples: what we measured at :number[accuracy]{digits=2} today'",
  );
});

test("another style of Markdown is no change", () => {
  const hers = before
    .replaceAll("\n- ", "\n* ")
    .replace("*warm*", "_warm_")
    .replace("| quince |  0.159 |", "| quince | 0.159 |");
  expect(refresh(hers)).toEqual({ items: [], template });
});

test("a caption's emphasis, which the article does not show, is kept around a new word, and goes where half of it goes", () => {
  const one = before.replace("Melons grow at", "Melons ripen at");
  expect(refresh(one).template).toContain("Melons *ripen* at");
  const both = before.replace("Melons grow at", "Fruit at");
  expect(build(refresh(both).template)).toBe(both);
});

test("what was moved beside a figure whose caption is other is not moved twice", () => {
  const [bakers = "", surely = ""] = before.split("\n\n").slice(2, 4);
  const hers = before
    .replace(`${bakers}\n\n${surely}`, `${surely}\n\n${bakers}`)
    .replace("beneath clouds", "beneath stars");
  const done = refresh(hers);
  expect(build(done.template)).toBe(hers);
  const late = refresh(hers, done.template);
  expect(late.template).toBe(done.template);
  expect(late.items.map(({ state }) => state)).toEqual(["taken", "taken"]);
});
