// What is to be mended: at its place, and in one list.
import { show } from "./panes.js";
import { make, say } from "./say.js";

const panel = document.getElementById("findings");
const list = panel.querySelector("ul");
const button = document.getElementById("found");
let last = [];
let stopsBefore = 0;

button.addEventListener("click", () => open(panel.hidden));

function open(isOpen) {
  panel.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** Lists the findings, and opens the list where one came that nothing can be built with. */
export function tellFindings(findings) {
  last = findings;
  const errors = findings.filter(({ severity }) => severity === "error");
  const stops = findings.filter(({ stops }) => stops).length;
  const warnings = findings.length - errors.length;
  const parts = [
    ...(errors.length > 0 ? [count(errors.length, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  button.textContent = parts.join(", ") || "Nothing to mend";
  button.classList.toggle("bad", stops > 0);
  list.replaceChildren(...findings.map(item));
  document.getElementById("fine").hidden = findings.length > 0;
  document.body.classList.toggle("held", stops > 0);
  if (stops > stopsBefore) {
    open(true);
    say(`${findings[0].message}, line ${findings[0].line}`);
  } else if (stops === 0 && stopsBefore > 0) {
    open(false);
    say("Mended");
  }
  stopsBefore = stops;
  mark();
}

function item(finding) {
  const { file, line, column, message, rule, hint, severity, link } = finding;
  const place = file === "" ? [] : [`${file}:${line}:${column}`];
  const kind = finding.stops ? "stops" : severity;
  const line1 = make(
    "p",
    {},
    make(
      "span",
      { className: `kind ${kind}` },
      kind === "stops" ? "error" : severity,
    ),
    " ",
    make("strong", {}, message),
    " ",
    make("span", { className: "quiet" }, rule),
  );
  const line2 = make(
    "p",
    { className: "quiet" },
    ...place.map((each) => make("a", { href: link }, each)),
    ...(hint ? [place.length > 0 ? " · " : "", hint] : []),
  );
  const entry = make("li", {}, line1, line2);
  if (finding.part !== undefined) {
    const go = make("button", { type: "button" }, "Show");
    go.setAttribute("aria-label", `Show where: ${message}`);
    go.addEventListener("click", () => goTo(finding));
    line2.append(" ", go);
  }
  return entry;
}

const partsOf = { article: ["article"], deck: ["slides", "talk", "questions"] };

/** Marks the blocks that hold a mistake; again after they were replaced. */
export function mark() {
  for (const each of document.querySelectorAll(".marked"))
    each.classList.remove("marked", "stops");
  for (const finding of last) {
    for (const node of blocksOf(finding)) {
      node.classList.add("marked");
      node.classList.toggle("stops", finding.stops);
    }
  }
}

/** In each part the block that holds the finding's line, or the last one above it. */
function blocksOf({ part, at }) {
  return (partsOf[part] ?? []).flatMap((name) => {
    const blocks = [...document.querySelectorAll(`#${name} > [data-key]`)];
    const held = blocks.findLast(({ dataset }) => Number(dataset.line) <= at);
    const first = blocks[0];
    return held ? [held] : first ? [first] : [];
  });
}

function goTo(finding) {
  const [name] = partsOf[finding.part];
  show(name, true);
  const [node] = blocksOf(finding);
  node?.scrollIntoView({ block: "center" });
  node?.focus({ preventScroll: true });
}
