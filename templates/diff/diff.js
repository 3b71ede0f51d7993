// Opens the pictures of slides, lays figures over one another, and goes from change to change.

const shots = JSON.parse(document.getElementById("shots").textContent);

/** A slide in a frame of its own: there its deck's style sheet is the only one. */
function open(place) {
  const { style, ratio, html } = shots.slides[Number(place.dataset.shot)];
  const frame = document.createElement("iframe");
  frame.title = place.dataset.title;
  frame.tabIndex = -1;
  frame.style.aspectRatio = String(ratio);
  frame.srcdoc = `<!doctype html><html lang="en"><meta charset="utf-8"><title>slide</title><style>${shots.styles[style]}</style><main class="deck">${html}</main></html>`;
  place.replaceChildren(frame);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      open(target);
    }
  },
  { rootMargin: "100%" },
);
for (const place of document.querySelectorAll(".shot")) near.observe(place);

/** Milliseconds that either picture is seen: far below three flashes a second. */
const blinkTime = 700;

for (const figure of document.querySelectorAll(".figure")) {
  const controls = figure.querySelector(".controls");
  if (controls === null) continue;
  const view = controls.querySelector(".view");
  const blink = controls.querySelector(".blink");
  const swipe = controls.querySelector(".swipe");
  let timer;
  const lay = (over) => {
    figure.classList.toggle("over", over);
    view.setAttribute("aria-pressed", String(over));
    for (const part of [swipe, swipe.labels[0]]) part.hidden = !over;
    if (!over) still();
  };
  const still = () => {
    clearInterval(timer);
    timer = undefined;
    figure.classList.remove("blinking", "old");
    blink.setAttribute("aria-pressed", "false");
  };
  view.addEventListener("click", () => lay(!figure.classList.contains("over")));
  blink.addEventListener("click", () => {
    if (timer !== undefined) return still();
    lay(true);
    figure.classList.add("blinking");
    blink.setAttribute("aria-pressed", "true");
    timer = setInterval(() => figure.classList.toggle("old"), blinkTime);
  });
  swipe.addEventListener("input", () =>
    figure.style.setProperty("--swipe", `${swipe.value}%`),
  );
  lay(false);
  controls.hidden = false;
}

const changes = [...document.querySelectorAll(".change")];
let at = -1;

function goTo(index) {
  if (changes.length === 0) return;
  changes[at]?.classList.remove("now");
  at = (index + changes.length) % changes.length;
  const change = changes[at];
  change.classList.add("now");
  change.scrollIntoView({ block: "center" });
  change.tabIndex = -1;
  change.focus({ preventScroll: true });
}

/** The figure that the keys mean: the one gone to, else the first on the screen. */
function meant() {
  const now = changes[at]?.closest(".figure");
  if (now) return now;
  return [...document.querySelectorAll(".figure")].find(
    (figure) => figure.getBoundingClientRect().bottom > 0,
  );
}

const help = document.getElementById("help");
document
  .getElementById("close-help")
  .addEventListener("click", () => help.close());

const keys = {
  j: () => goTo(at + 1),
  k: () => goTo(at < 0 ? -1 : at - 1),
  b: () => meant()?.querySelector(".blink")?.click(),
  s: () => meant()?.querySelector(".view")?.click(),
  "?": () => (help.open ? help.close() : help.showModal()),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keys[event.key.toLowerCase()];
  if (act === undefined) return;
  event.preventDefault();
  act();
});
