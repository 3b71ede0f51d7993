// Which parts are shown, and where each was scrolled to: kept while the tab is open.

const key = `lectern:${document.body.dataset.topic}`;
const names = ["article", "slides", "talk", "questions"];
const paneOf = (name) => document.getElementById(`${name}-pane`);
const buttonOf = (name) => document.querySelector(`[data-pane="${name}"]`);
const scrollOf = (name) => paneOf(name).querySelector(".scroll");

const kept = read();
/** Parts whose place is still to be taken up: they had nothing in them yet. */
const waiting = new Set(names);

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  kept.shown = names.filter((name) => !paneOf(name).hidden);
  kept.tops = { ...kept.tops };
  for (const name of names) {
    if (!waiting.has(name) && !paneOf(name).hidden)
      kept.tops[name] = scrollOf(name).scrollTop;
  }
  sessionStorage.setItem(key, JSON.stringify(kept));
}

/** Shows or hides a part. */
export function show(name, isShown) {
  paneOf(name).hidden = !isShown;
  buttonOf(name).setAttribute("aria-pressed", String(isShown));
  if (isShown && kept.tops?.[name]) scrollOf(name).scrollTop = kept.tops[name];
  const shown = names.filter((each) => !paneOf(each).hidden);
  document.body.dataset.shown = shown.length;
  document.getElementById("none").hidden = shown.length > 0;
  keep();
}

/** Takes up the place of a part where it was left, when it is filled for the first time. */
export function takeUp(name) {
  if (!waiting.delete(name)) return;
  scrollOf(name).scrollTop = kept.tops?.[name] ?? 0;
}

const first = innerWidth >= 900 ? ["article", "slides"] : ["article"];
const shownFirst = kept.shown ?? first;

for (const name of names) {
  show(name, shownFirst.includes(name));
  buttonOf(name).addEventListener("click", () => {
    show(name, paneOf(name).hidden);
  });
  scrollOf(name).addEventListener("scroll", () => {
    clearTimeout(keep.timer);
    keep.timer = setTimeout(keep, 100);
  });
}
addEventListener("pagehide", keep);
