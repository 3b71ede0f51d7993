import { didYouMean } from "../../errors.ts";
import { type Form, type Grammar, grammars } from "../directive.ts";
import type { Problem } from "../report.ts";

export function unknownDirective(name: string): Problem {
  const names = Object.keys(grammars);
  const hint =
    didYouMean(name, names) ??
    `use one of ${names.join(", ")}; write a plain colon as \\:`;
  return {
    rule: "unknown-directive",
    message: `unknown directive: ${name}`,
    hint,
  };
}

/** What stands behind the name of a block. */
const braces = (name: string): string =>
  ({
    otherwise: "",
    picture: '{src="…" alt="…"}',
    callout: '[…]{at="…"}',
  })[name] ?? "{#…}";

/** What stands behind the name of a block around others. */
const around = (name: string): string =>
  name === "table" ? '{highlight="…"}' : braces(name);

const shapes: { readonly [form in Form]: (name: string) => string } = {
  textDirective: (name) => `write it in a line, as :${name}[…]`,
  leafDirective: (name) =>
    `write it on its own line, as ::${name}${braces(name)}`,
  containerDirective: (name) =>
    `write it around a block, as :::${name}${around(name)} above and ::: below`,
};

export function wrongForm(name: string, grammar: Grammar): Problem {
  const form = (Object.keys(grammar) as Form[])[0] ?? "textDirective";
  return {
    rule: "wrong-form",
    message: `wrong form of directive: ${name}`,
    hint: shapes[form](name),
  };
}

export function unknownAttribute(
  name: string,
  key: string,
  value: string | undefined,
  known: readonly string[],
): Problem {
  const candidates = known.filter((each) => each !== "id");
  const list = known.map((each) => (each === "id" ? "#name" : each)).join(", ");
  return {
    rule: "unknown-attribute",
    message: `unknown attribute of ${name}: ${written(key, value)}`,
    hint:
      didYouMean(key, candidates) ??
      (value === "" && known.includes("id")
        ? `did you mean {#${key}}?`
        : `it takes ${list || "none"}`),
  };
}

/** An attribute as an author writes it: `id` is `#…`, `class` is `.…`. */
function written(key: string, value = ""): string {
  if (key === "id") return `#${value}`;
  return key === "class" ? `.${value}` : key;
}

export function missingLabel(name: string, form: Form): Problem {
  const colons = form === "textDirective" ? ":" : "::";
  return {
    rule: "missing-label",
    message: `missing label: ${name}`,
    hint: `write ${colons}${name}[…], with both brackets and no space in front of them`,
  };
}

export function strayLabel(name: string): Problem {
  return {
    rule: "stray-label",
    message: `label where none belongs: ${name}`,
    hint: `write ${braces(name) || "nothing"} right behind ${name}`,
  };
}

export function missingAttribute(name: string, key: string): Problem {
  const shape = key === "id" ? "#name" : `${key}="…"`;
  return {
    rule: "missing-attribute",
    message: `missing attribute of ${name}: ${shape}`,
    hint: `write {${shape}} right behind it, without a space`,
  };
}

export function brokenAttributes(name: string): Problem {
  return {
    rule: "broken-attributes",
    message: `attributes of ${name} cannot be read`,
    hint: 'close the brace, and write values as key="…" without that quote inside',
  };
}

export function unclosed(name: string): Problem {
  return {
    rule: "unclosed-directive",
    message: `unclosed directive: ${name}`,
    hint: "write ::: on a line below it; one around another needs a colon more",
  };
}
