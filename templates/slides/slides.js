// The player of a deck: one slide at a time, by keys, touch and address. No network, no motion.

const { body } = document;
const slides = [...document.querySelectorAll(".deck > .slide")];
const said = document.getElementById("said");
const help = document.getElementById("help");
const isSpeaker = location.hash === "#speaker";
const typed = document.createElement("p");
typed.className = "typed";
typed.setAttribute("aria-hidden", "true");

/** Number of the slide that is shown; 0 before the first is. */
let current = 0;
/** Digits of a slide's number so far. */
let digits = "";

function slideOf(number) {
  return slides[number - 1];
}

/** The number in the address; the first slide where there is none of the deck's. */
function addressed() {
  const number = Number(location.hash.slice(1));
  return slideOf(number) === undefined ? 1 : number;
}

/** The address without the slide that is shown: the speaker's window keeps its own. */
function addressOf(number) {
  return isSpeaker ? "#speaker" : `#${number}`;
}

/**
 * Shows the slide of that number, where the deck has it. `entry` is what the browser's history
 * keeps of it: "replace" by default, "push" where a link leads, undefined where it came from there.
 */
function show(number, { entry = "replace", tell = true } = {}) {
  const slide = slideOf(number);
  if (slide === undefined || number === current) return;
  const from = entry === "push" ? current : history.state?.from;
  if (entry !== undefined)
    history[`${entry}State`]({ number, from }, "", addressOf(number));
  current = number;
  for (const each of slides) {
    each.classList.toggle("now", each === slide);
    each.classList.toggle("next", each === slideOf(number + 1));
  }
  slide.focus({ preventScroll: true });
  if (isOverview()) slide.scrollIntoView({ block: "nearest" });
  said.textContent = `slide ${number} of ${slides.length}`;
  const at = performance.now();
  document.dispatchEvent(
    new CustomEvent("lectern:slide", { detail: { number, at } }),
  );
  if (tell) send({ number });
}

const isOverview = () => body.classList.contains("overview");
const isBlack = () => body.classList.contains("black");

/** All slides at once, the one that was shown in focus; or one again. */
function toggleOverview() {
  if (isSpeaker) return;
  body.classList.toggle("overview");
  slideOf(current).focus({ preventScroll: true });
  if (isOverview()) slideOf(current).scrollIntoView({ block: "center" });
  said.textContent = isOverview()
    ? "all slides"
    : `slide ${current} of ${slides.length}`;
}

function setBlack(black, tell = true) {
  body.classList.toggle("black", black);
  // What is not seen loses the focus.
  if (!black) slideOf(current)?.focus({ preventScroll: true });
  if (tell) send({ black });
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

/** How many slides stand in a row of the overview. */
function columns() {
  const { top } = slides[0].getBoundingClientRect();
  const row = slides.filter((each) => each.getBoundingClientRect().top === top);
  return row.length;
}

function type(digit) {
  digits = digit === undefined ? "" : digits + digit;
  typed.textContent = `go to ${digits}`;
  if (digits === "") typed.remove();
  else body.append(typed);
}

function goToTyped() {
  const number = Number(digits);
  type(undefined);
  show(number);
}

const forward = () => show(current + 1);
const back = () => show(current - 1);
const up = () => show(isOverview() ? current - columns() : current - 1);
const down = () => show(isOverview() ? current + columns() : current + 1);

const actions = {
  ArrowRight: forward,
  ArrowDown: down,
  PageDown: forward,
  " ": () => (isOverview() ? toggleOverview() : forward()),
  ArrowLeft: back,
  ArrowUp: up,
  PageUp: back,
  Home: () => show(1),
  End: () => show(slides.length),
  Enter: () => {
    if (digits !== "") goToTyped();
    else if (isOverview()) toggleOverview();
  },
  g: () => digits !== "" && goToTyped(),
  // Where nobody jumped, the page before this one is none of ours.
  Backspace: () => history.state?.from && history.back(),
  Escape: () => (digits === "" ? toggleOverview() : type(undefined)),
  b: () => setBlack(true),
  ".": () => setBlack(true),
  f: toggleFullScreen,
  s: openSpeaker,
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
  if (/^(Enter| )$/.test(key) && target.closest("a, button")) return;
  // What to say may be longer than its room: there, keys move the text.
  if (target.id === "words" && /^(Arrow(Up|Down)|Page|Home|End)/.test(key))
    return;
  if (isBlack()) {
    setBlack(false);
    event.preventDefault();
    return;
  }
  if (/^\d$/.test(key)) return type(key);
  const action = actions[key.length === 1 ? key.toLowerCase() : key];
  if (action === undefined) return;
  event.preventDefault();
  action();
  if (digits !== "") type(undefined);
});

document.getElementById("close-help").addEventListener("click", () => {
  help.close();
});

/** A click on the left quarter goes back, elsewhere on; one on a link follows it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const slide = event.target.closest(".slide");
  if (isBlack()) return setBlack(false);
  if (link?.hash && link.protocol === location.protocol && slide) {
    event.preventDefault();
    return show(Number(link.hash.slice(1)), { entry: "push" });
  }
  if (link || slide === null || !getSelection().isCollapsed) return;
  if (isOverview()) {
    show(slides.indexOf(slide) + 1);
    return toggleOverview();
  }
  if (isSpeaker) return;
  const { left, width } = slide.getBoundingClientRect();
  if (event.clientX < left + width / 4) back();
  else forward();
});

let touch;
document.addEventListener(
  "touchstart",
  ({ touches }) => {
    touch = touches.length === 1 ? touches[0] : undefined;
  },
  { passive: true },
);
document.addEventListener("touchend", ({ changedTouches }) => {
  if (touch === undefined || isOverview()) return;
  const across = changedTouches[0].clientX - touch.clientX;
  const along = changedTouches[0].clientY - touch.clientY;
  if (Math.abs(across) < 40 || Math.abs(across) < Math.abs(along)) return;
  if (across < 0) forward();
  else back();
});

addEventListener("popstate", ({ state }) => {
  show(state?.number ?? addressed(), { entry: undefined });
});

// The other window: a channel, and where files may not have one, the window itself.

const channel =
  "BroadcastChannel" in window
    ? new BroadcastChannel(`lectern ${location.pathname}`)
    : undefined;
let peer = isSpeaker ? window.opener : undefined;

function send(message) {
  channel?.postMessage(message);
  peer?.postMessage(message, "*");
}

function receive({ number, black, hello }) {
  if (hello) {
    send({ number: current });
    send({ black: isBlack() });
  }
  if (black !== undefined) setBlack(black, false);
  if (number !== undefined) show(number, { tell: false });
}

channel?.addEventListener("message", ({ data }) => receive(data));
addEventListener("message", ({ data, source }) => {
  if (source === peer && peer) receive(data);
});

function openSpeaker() {
  if (isSpeaker) return;
  peer = open(`${location.href.split("#")[0]}#speaker`, "lectern-speaker");
}

// What the speaker sees.

/** Milliseconds of the talk until the clock was stopped last, and when it was started since. */
let elapsed = 0;
let started;
/** The same clock when this slide was shown. */
let entered = 0;

const talkTime = () =>
  elapsed + (started === undefined ? 0 : performance.now() - started);

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function setClock(id, seconds, plan, text) {
  const element = document.getElementById(id);
  element.querySelector(".time").textContent = clock(seconds);
  const over = plan > 0 && seconds > plan;
  element.querySelector(".plan").textContent = over ? `${text}: over` : text;
  element.classList.toggle("over", over);
}

const planned = (each) => Number(each?.dataset.seconds ?? 0);
const sum = (all) => all.reduce((total, each) => total + planned(each), 0);
const talk = slides.filter(({ dataset }) => dataset.part === "talk");

function tick() {
  const slide = slideOf(current);
  const plan = planned(slide);
  const now = talkTime() / 1000;
  const here = now - entered / 1000;
  setClock("slide-clock", here, plan, plan > 0 ? `of ${clock(plan)}` : "");
  const until = sum(talk.slice(0, talk.indexOf(slide) + 1)) || sum(talk);
  const text = `of ${clock(sum(talk))}; this slide ends at ${clock(until)}`;
  setClock("talk-clock", now, until, text);
}

function setRunning(running) {
  elapsed = talkTime();
  started = running ? performance.now() : undefined;
  document.getElementById("start").textContent = running ? "Pause" : "Start";
  tick();
}

function speak() {
  body.classList.add("speaking");
  document.title = `Speaker: ${document.title}`;
  const words = document.getElementById("words");
  const place = document.getElementById("place");
  words.hidden = false;
  document.querySelector(".speaker").hidden = false;
  document.addEventListener("lectern:slide", ({ detail: { number } }) => {
    const notes = document.querySelector(`.notes[data-of="${number}"]`);
    words.replaceChildren(...notes.cloneNode(true).children);
    words.scrollTop = 0;
    place.textContent = `slide ${number} of ${slides.length}`;
    entered = talkTime();
    tick();
  });
  document.getElementById("start").addEventListener("click", () => {
    setRunning(started === undefined);
  });
  document.getElementById("reset").addEventListener("click", () => {
    elapsed = 0;
    entered = 0;
    setRunning(false);
  });
  setInterval(tick, 250);
}

body.classList.add("playing");
if (isSpeaker) speak();
show(history.state?.number ?? addressed(), { tell: false });
if (isSpeaker) send({ hello: true });
