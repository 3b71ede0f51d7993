// The hand-off page: copies what is to be pasted, and remembers what was ticked. No network.

const kit = JSON.parse(document.getElementById("kit").textContent);
const said = document.getElementById("said");

/** What the next copy puts on the clipboard, whoever starts it. */
let pending;

document.addEventListener("copy", (event) => {
  if (pending === undefined) return;
  event.clipboardData.setData("text/plain", pending.text);
  if (pending.html !== undefined) {
    event.clipboardData.setData("text/html", pending.html);
  }
  event.preventDefault();
  pending.done = true;
});

/** Copies through the copy event: the one way that keeps every attribute, with no permission. */
function copyByEvent(item) {
  pending = { ...item, done: false };
  try {
    document.execCommand("copy");
    return pending.done;
  } catch {
    return false;
  } finally {
    pending = undefined;
  }
}

async function copyByClipboard({ text, html }) {
  const parts = { "text/plain": new Blob([text], { type: "text/plain" }) };
  if (html !== undefined) {
    parts["text/html"] = new Blob([html], { type: "text/html" });
  }
  await navigator.clipboard.write([new ClipboardItem(parts)]);
}

/** The picture as PNG: taken from the page itself, for a file next to it may not be read. */
async function copyPicture(number) {
  const { src } = document.querySelector(`#picture-${number} img`);
  const bytes = Uint8Array.from(atob(src.split(",")[1]), (sign) =>
    sign.charCodeAt(0),
  );
  const picture = new Blob([bytes], { type: src.slice(5, src.indexOf(";")) });
  const png = picture.type === "image/png" ? picture : await asPng(picture);
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
}

/** A photograph as PNG: the one kind of picture that every clipboard takes. */
async function asPng(photo) {
  const { width, height } = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").drawImage(await createImageBitmap(photo), 0, 0);
  return canvas.convertToBlob({ type: "image/png" });
}

function confirmCopy(button) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = "Copied";
  button.classList.add("copied");
  say(`${button.dataset.what} copied`);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.textContent = label;
    button.classList.remove("copied");
  }, 2000);
}

/** Tells those who see and those who hear; the same words twice are heard twice. */
function say(words) {
  said.textContent = "";
  requestAnimationFrame(() => {
    said.textContent = words;
  });
}

async function copyItem(button) {
  const item = kit.copies[button.dataset.copy];
  if (copyByEvent(item)) return confirmCopy(button);
  try {
    await copyByClipboard(item);
    confirmCopy(button);
  } catch {
    // The browser wants the reader's own keys: the copy event then gives what was asked for.
    pending = { ...item, done: false };
    button.textContent = "Press Ctrl+C or ⌘C now";
    say("Press Control C or Command C now");
  }
}

async function copyImage(button) {
  try {
    await copyPicture(button.dataset.picture);
    confirmCopy(button);
  } catch {
    button.textContent = "Take the file";
    say(
      "This browser copies no pictures: take the file from the images folder",
    );
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", () => copyItem(button));
}
for (const button of document.querySelectorAll("button[data-picture]")) {
  button.addEventListener("click", () => copyImage(button));
}

// Ticks

const ticks = [...document.querySelectorAll("input[data-step]")];
/** Parts of a step, such as its pictures; the others are the steps. */
const parts = ticks.filter((tick) => tick.dataset.part !== undefined);
const steps = ticks.filter((tick) => tick.dataset.part === undefined);
const changed = document.getElementById("changed");

function readTicks() {
  try {
    return JSON.parse(localStorage.getItem(kit.key)) ?? {};
  } catch {
    return {};
  }
}

/** A step is done when its last part is, and its parts when it is ticked as a whole. */
function tickTogether({ checked, dataset }) {
  const siblings = parts.filter(
    ({ dataset: { part } }) => part === dataset.part,
  );
  const whole = steps.find(({ dataset: { step } }) => step === dataset.part);
  if (whole !== undefined) {
    whole.checked = siblings.every((part) => part.checked);
    return;
  }
  for (const part of parts) {
    if (part.dataset.part === dataset.step) part.checked = checked;
  }
}

function keepTicks() {
  const ticked = ticks
    .filter((tick) => tick.checked)
    .map((tick) => tick.dataset.step);
  try {
    localStorage.setItem(
      kit.key,
      JSON.stringify({ edition: kit.edition, steps: ticked }),
    );
  } catch {
    // A browser that stores nothing still ticks.
  }
  showProgress();
}

function showProgress() {
  const done = steps.filter((tick) => tick.checked).length;
  document.getElementById("progress").value = done;
  document.getElementById("count").textContent =
    done === steps.length ? "All done" : `${done} of ${steps.length} done`;
}

function startOver() {
  for (const tick of ticks) tick.checked = false;
  changed.hidden = true;
  keepTicks();
}

const kept = readTicks();
for (const tick of ticks) {
  tick.checked = kept.steps?.includes(tick.dataset.step) ?? false;
  tick.addEventListener("change", () => {
    tickTogether(tick);
    keepTicks();
  });
}
changed.hidden = !kept.steps?.length || kept.edition === kit.edition;
document.getElementById("start-over").addEventListener("click", startOver);
showProgress();
