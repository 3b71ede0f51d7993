// Where something comes from: a click on a sentence or a slide copies its file and line, one on a
// number says its name, its value, and where else it stands.
import { make, say } from "./say.js";

const popup = document.getElementById("popup");
/** By part: `{ file, link }`. */
const files = {};
let numbers = {};

/** Tells from which file a part comes. */
export function knowFile(part, { file, link }) {
  files[part] = { file, link };
}

/** Tells what the record has for every number, and who quotes it. */
export function knowNumbers(known) {
  numbers = known;
}

function open(near, ...children) {
  popup.replaceChildren(...children);
  popup.showPopover();
  const { left, bottom, top } = near.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const x = Math.max(8, Math.min(left, innerWidth - width - 8));
  const isLow = bottom + height + 16 > innerHeight;
  const y = isLow ? Math.max(8, top - height - 8) : bottom + 8;
  popup.style.left = `${x}px`;
  popup.style.top = `${y}px`;
}

/** The place of `node`, in the file and line that it has now. */
function placeOf(node) {
  const block = node.closest("[data-key]");
  const part = block?.parentElement.dataset.part;
  if (part === undefined || files[part] === undefined) return undefined;
  const below = node.closest("[data-below]")?.dataset.below ?? 0;
  const line = Number(block.dataset.line) + Number(below);
  const { file, link } = files[part];
  return { block, place: `${file}:${line}`, link: `${link}:${line}` };
}

async function copyPlace(node) {
  const found = placeOf(node);
  if (found === undefined) return;
  const isCopied = await navigator.clipboard.writeText(found.place).then(
    () => true,
    () => false,
  );
  const words = isCopied ? "Copied" : "Copy this";
  open(
    node.closest("[data-below]") ?? found.block,
    make("p", { className: "place" }, make("code", {}, found.place)),
    make(
      "p",
      { className: "quiet" },
      `${words} · `,
      make("a", { href: found.link }, "Open in VS Code"),
    ),
  );
  say(`${found.place}, ${words.toLowerCase()}`);
}

function tellNumber(node) {
  const name = node.dataset.number;
  const { value, places = [] } = numbers[name] ?? {};
  if (value === undefined) return copyPlace(node);
  const list = places.map(({ file, line, slide }) => {
    const known = Object.values(files).find((each) => each.file === file);
    const short = `${file.split("/").at(-1)}:${line}`;
    const rest = slide ? `, slide ${slide}` : "";
    const link = make("a", { href: `${known?.link}:${line}` }, short);
    return make("li", {}, known ? link : short, rest);
  });
  open(
    node,
    make("p", { className: "place" }, make("strong", {}, name)),
    make("p", {}, make("code", {}, value)),
    make("p", { className: "quiet" }, `Stands in ${places.length} places`),
    make("ul", {}, ...list),
  );
  say(`${name} is ${value}; it stands in ${places.length} places`);
  return undefined;
}

/** What a click, or Enter, on `node` asks for. */
function ask(node) {
  if (node.closest("a, button, input, summary, audio, label")) return;
  const number = node.closest("[data-number]");
  if (number) tellNumber(number);
  else copyPlace(node);
}

/** The numbers of the block at hand are reached with the Tab key; those of all others are not. */
function reach(block) {
  for (const each of document.querySelectorAll("[data-number][tabindex]"))
    if (!block.contains(each)) each.removeAttribute("tabindex");
  for (const each of block.querySelectorAll("[data-number]")) {
    each.tabIndex = 0;
    each.setAttribute("role", "button");
  }
}

const steps = { ArrowDown: 1, ArrowUp: -1 };

for (const container of document.querySelectorAll("[data-part]")) {
  const scroll = container.closest(".scroll");
  container.addEventListener("click", ({ target }) => {
    // Who selects words wants those, and nothing else.
    if (String(getSelection()) === "") ask(target);
  });
  container.addEventListener("focusin", ({ target }) => {
    const block = target.closest("[data-key]");
    if (block) reach(block);
  });
  // From the pane into its blocks, and from one to the next.
  scroll.addEventListener("keydown", (event) => {
    const block = document.activeElement.closest("[data-key]");
    if (event.key === "Enter" && event.target === scroll) {
      (nearest(scroll, container) ?? scroll).focus();
      event.preventDefault();
    } else if (event.key === "Enter" && block) ask(event.target);
    else if (event.key === "Escape" && block) scroll.focus();
    else if (event.key in steps && block === event.target) {
      const next =
        steps[event.key] > 0
          ? block.nextElementSibling
          : block.previousElementSibling;
      next?.focus();
      event.preventDefault();
    }
  });
}

/** The first block that is seen. */
function nearest(scroll, container) {
  const { top } = scroll.getBoundingClientRect();
  return [...container.children].find(
    (each) => each.getBoundingClientRect().bottom > top,
  );
}
