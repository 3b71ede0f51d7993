// Runs the article's experiment in a worker, when the reader asks for it, and shows its values.

const section = document.getElementById("the-run");
const form = section.querySelector("form");
const [start, stop] = form.querySelectorAll("button");
const bar = form.querySelector("progress");
const stage = form.querySelector(".stage");
const picked = form.querySelector("input[type=file]");
const verdict = section.querySelector(".verdict");
const values = section.querySelector(".values");

let worker;
let address;
let clock;

/** The text of a script beside the page: it holds a function, which a disk gives as a server does. */
async function load(name, path) {
  if (self.lecternSources?.[name] === undefined) {
    const script = document.createElement("script");
    script.src = path;
    const loaded = new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error(`cannot be loaded: ${path}`));
    });
    document.head.append(script);
    await loaded;
  }
  return `(${self.lecternSources[name]})();\n`;
}

async function run() {
  const since = performance.now();
  let told = { label: "loading", found: 0, of: 1 };
  const tick = () => {
    const seconds = Math.floor((performance.now() - since) / 1000);
    bar.max = told.of;
    bar.value = told.found;
    stage.textContent = `${seconds} s ${told.label ? `· ${told.label}` : ""}`;
  };
  show(true);
  tick();
  clock = setInterval(tick, 250);
  try {
    const { engine, topic } = section.dataset;
    const text = [await load("engine", engine), await load("topic", topic)];
    if (clock === undefined) return;
    address = URL.createObjectURL(new Blob(text, { type: "text/javascript" }));
    worker = new Worker(address);
  } catch (error) {
    return end(error.message, false);
  }
  worker.onerror = ({ message }) => end(message, false);
  worker.onmessage = ({ data }) => {
    if (data.kind === "progress") told = { ...told, ...data };
    else if (data.kind === "failed") end(data.message, false);
    else {
      const seconds = (performance.now() - since) / 1000;
      const { isEqual, words, rows } = data.verdict;
      list(rows);
      end(`${words} It took ${seconds.toFixed(1)} seconds.`, isEqual);
    }
  };
  const choice = Number(new FormData(form).get("choice"));
  worker.postMessage({ choice, files: picked ? [...picked.files] : [] });
}

/** Whether a run goes on. */
function show(goesOn) {
  start.hidden = goesOn;
  for (const each of [stop, bar]) each.hidden = !goesOn;
  (goesOn ? stop : start).focus({ preventScroll: true });
  stage.textContent = "";
  if (!goesOn) return;
  verdict.textContent = "";
  values.hidden = true;
}

function end(words, isEqual) {
  clearInterval(clock);
  clock = undefined;
  worker?.terminate();
  URL.revokeObjectURL(address);
  worker = undefined;
  show(false);
  verdict.textContent = words;
  verdict.classList.toggle("apart", !isEqual);
}

/** All values kind by kind, and above them once more those that differ. */
function list(rows) {
  const apart = rows.filter((row) => row.apart !== undefined);
  const named = apart.map((row) => ({
    ...row,
    name: `${row.kind} ${row.name}`,
  }));
  const first = apart.length === 0 ? [] : [bodyOf("Different", named)];
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const bodies = kinds.map((kind) =>
    bodyOf(
      `${kind[0].toUpperCase()}${kind.slice(1)}s`,
      rows.filter((row) => row.kind === kind),
    ),
  );
  const table = values.querySelector("table");
  for (const old of [...table.tBodies]) old.remove();
  table.append(...first, ...bodies);
  values.hidden = false;
  values.scrollTop = 0;
}

function bodyOf(title, rows) {
  const body = document.createElement("tbody");
  body.append(document.createElement("tr"), ...rows.map(rowOf));
  const head = document.createElement("th");
  head.scope = "rowgroup";
  head.colSpan = 4;
  head.textContent = title;
  body.rows[0].className = "group";
  body.rows[0].append(head);
  return body;
}

function rowOf({ name, recorded, here, apart }) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  row.append(head);
  for (const text of [recorded, here, apart ?? "✓ equal"])
    row.insertCell().textContent = text;
  row.className = apart === undefined ? "" : "apart";
  row.lastElementChild.className = apart === undefined ? "same" : "";
  return row;
}

/** Only a run on the reader's own files needs some. */
function askForFiles() {
  const chosen = form.querySelector("input[name=choice]:checked");
  if (picked)
    picked.required = !chosen || chosen.closest(".choice").contains(picked);
}

picked?.addEventListener("change", () => {
  const choice = picked.closest(".choice")?.querySelector("input[name=choice]");
  if (choice) choice.checked = true;
  askForFiles();
});
form.addEventListener("change", askForFiles);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => end("", true));
askForFiles();
form.hidden = false;
