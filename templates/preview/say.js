const said = document.getElementById("said");

/** Tells those who see nothing; the same words twice are heard twice. */
export function say(words) {
  said.textContent = "";
  requestAnimationFrame(() => {
    said.textContent = words;
  });
}

/** An element with properties and children. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** What is to be done, sent to the preview; the answer tells only whether it was taken. */
export async function post(path, value) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ topic: document.body.dataset.topic, ...value }),
  }).catch(() => undefined);
  if (!response?.ok) say("The preview did not take it. Is it still running?");
  return response?.ok === true;
}

/** `4:05`, also of what is below zero: `−0:07`. */
export function clock(seconds) {
  const whole = Math.round(Math.abs(seconds));
  const sign = Math.round(seconds) < 0 ? "−" : "";
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
