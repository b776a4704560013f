// Keys of the desk: / search, j and k move, Enter opens, g and a letter go, n and w write down, e goes to the next step,
// x to the next case, a answers, [ and ] change the tab, 1 to 5 take a standard answer, Ctrl and Enter send, ? shows all.
(function () {
  "use strict";

  const help = document.getElementById("keyboard-help");
  const places = new Map(Array.from(document.querySelectorAll("#desk-nav a[data-goes]"), (link) => [link.dataset.goes, link]));
  const often = ["n", "w"]; // these letters are enough for what is done all day
  const standards = Array.from(document.querySelectorAll("[data-standard]"));
  const inField = (event) => event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  let goesSince = 0;
  let row = -1;

  function showHelp() {
    const list = help.querySelector("[data-places]");
    list.replaceChildren(...Array.from(places, ([letter, link]) => {
      const line = document.createElement("div");
      const keys = document.createElement("dt");
      const name = document.createElement("dd");
      keys.append(Object.assign(document.createElement("kbd"), { textContent: letter }));
      name.textContent = link.textContent.trim();
      line.append(keys, name);
      return line;
    }));
    help.showModal();
    help.scrollTop = 0;
  }

  function move(by) {
    const rows = Array.from(document.querySelectorAll("[data-rows] > tr, [data-rows] > li"));
    if (!rows.length) return;
    row = Math.max(0, Math.min(rows.length - 1, row + by));
    rows.forEach((each, index) => each.classList.toggle("is-current", index === row));
    rows[row].querySelector("a")?.focus({ preventScroll: true });
    rows[row].scrollIntoView({ block: "nearest" });
  }

  // The next step of a case, or the form that the page is for: its first field, else its button.
  function toNextStep() {
    const step = document.querySelector("main .next-step") || document.querySelector("main form.form");
    const field = step && Array.from(step.querySelectorAll("input:not([type=hidden]), select, textarea, button")).find((each) => each.offsetParent && !each.disabled);
    if (!field) return;
    field.focus();
    field.scrollIntoView({ block: "center" });
  }

  function turnTab(by) {
    const tabs = Array.from(document.querySelectorAll("main .tabs a"));
    tabs[tabs.findIndex((tab) => tab.hasAttribute("aria-current")) + by]?.click();
  }

  // A standard answer goes where the answer is written, after what was typed there; another one takes its place.
  function take(link) {
    const form = link.closest("form");
    const { word, standard, category } = form.elements;
    const text = link.parentElement.querySelector("[data-text]").textContent;
    const typed = word.value.endsWith(word.dataset.taken || "\0") ? word.value.slice(0, -word.dataset.taken.length) : word.value;
    word.value = typed.trim() ? `${typed.trimEnd()}\n${text}` : text;
    word.dataset.taken = text;
    standard.value = link.dataset.standard;
    if (category && !category.value && link.dataset.category) category.value = link.dataset.category;
    word.focus();
    word.setSelectionRange(word.value.length, word.value.length);
  }
  standards.forEach((link) => link.addEventListener("click", (event) => { event.preventDefault(); take(link); }));
  document.querySelectorAll("[data-by-key]").forEach((words) => { words.hidden = false; });

  // Whole chords, which work inside fields too. True when one was meant.
  function chord(event) {
    const link = /^Digit[1-5]$/.test(event.code) && (event.altKey || !inField(event)) && !event.ctrlKey && standards[Number(event.code.slice(5)) - 1];
    if (link) { take(link); return true; }
    const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) && (event.target.form ?? event.target.closest("form"));
    const main = event.shiftKey ? "[data-shift-enter]" : "[data-main], button.main";
    const button = form && form.method === "post" && Array.from(form.elements).find((each) => each.matches(main)); // it may stand outside
    if (button) form.requestSubmit(button);
    return Boolean(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || help?.open) return;
    if (chord(event)) { event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (inField(event)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`); // a link of this page that has a key of its own
    if (goesSince && event.timeStamp - goesSince < 1500) {
      goesSince = 0;
      const link = places.get(event.key);
      if (link) { event.preventDefault(); link.click(); return; }
    }
    const search = Array.from(document.querySelectorAll("input[type=search]")).find((box) => box.offsetParent);
    if (event.key === "/" && search) { event.preventDefault(); search.focus(); search.select(); }
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "e") { event.preventDefault(); toNextStep(); }
    else if (event.key === "[") turnTab(-1);
    else if (event.key === "]") turnTab(1);
    else if (often.includes(event.key) && places.has(event.key)) { event.preventDefault(); places.get(event.key).click(); }
    else if (named) { event.preventDefault(); named.click(); }
    else if (event.key === "g") goesSince = event.timeStamp;
    else if (event.key === "?" && help) { event.preventDefault(); showHelp(); }
  });

  document.querySelectorAll("[data-opens-help]").forEach((button) => {
    button.hidden = !help;
    button.addEventListener("click", showHelp);
  });

  // A form is sent once, however often it is tapped, and not without a signal. What was in it stays in this tab until
  // the server has answered, for a login that ended meanwhile.
  const unsent = "unsent";
  const keep = (values) => { try { if (values) sessionStorage.setItem(unsent, JSON.stringify(values)); else sessionStorage.removeItem(unsent); } catch { /* nothing is kept then */ } };
  const viewer = document.getElementById("desk-nav")?.dataset.viewer;
  const offline = document.querySelector("[data-offline]");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    const isTwice = event.timeStamp - Number(form.dataset.sent || -Infinity) < 3000;
    if (isTwice || !navigator.onLine) event.preventDefault();
    if (!navigator.onLine && offline) { form.append(offline); offline.hidden = false; offline.scrollIntoView({ block: "nearest" }); }
    if (event.defaultPrevented) return;
    form.dataset.sent = event.timeStamp;
    const fields = Array.from(new FormData(form)).filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    keep(form.closest("main") && !form.querySelector("[type=password]") && { viewer, path: location.pathname, action: form.getAttribute("action"), fields });
  });
  window.addEventListener("online", () => { if (offline) offline.hidden = true; });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

  function putBack({ viewer: sender, path, action, fields }) {
    const form = Array.from(document.querySelectorAll("main form[method=post]")).find((each) => each.getAttribute("action") === action);
    if (sender !== viewer || path !== location.pathname || !form) return;
    const given = (field) => fields.filter(([name]) => name === field.name).map(([_name, value]) => value);
    Array.from(form.elements).filter((field) => field.name && !/^(hidden|file|submit|button)$/.test(field.type)).forEach((field) => {
      const values = given(field);
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = values.includes(field.value);
      else if (field.multiple) Array.from(field.options).forEach((option) => { option.selected = values.includes(option.value); });
      else if (values.length) field.value = values[0];
      if (values.some(Boolean)) field.closest("details")?.setAttribute("open", "");
    });
  }
  if (document.querySelector(".messages [data-unsent]")) {
    try { const kept = JSON.parse(sessionStorage.getItem(unsent)); if (kept) putBack(kept); } catch { /* nothing was kept */ }
  }
  keep(null);

  // −1, +1 and +10 beside a number of people, who are then counted.
  document.querySelectorAll("[data-steps]").forEach((steps) => {
    const number = document.getElementById(steps.dataset.steps);
    steps.hidden = false;
    steps.addEventListener("click", (event) => {
      const by = Number(event.target.dataset?.step || 0);
      if (by) number.value = Math.max(1, (Number(number.value) || 0) + by);
    });
  });

  // How many rows are picked, said in the bulk bar; one box picks all.
  document.querySelectorAll("form[data-bulk]").forEach((form) => {
    const boxes = () => Array.from(document.querySelectorAll(`input[type=checkbox][form="${form.id}"]:not([data-all]), #${form.id} input[type=checkbox]:not([data-all])`));
    const all = document.querySelector(`[data-all="${form.id}"]`);
    const told = form.querySelector("[data-picked]");
    function tell() {
      const picked = boxes().filter((box) => box.checked).length;
      if (told) told.textContent = picked;
      if (all) all.checked = picked > 0 && picked === boxes().length;
    }
    if (all) {
      all.addEventListener("change", () => { boxes().forEach((box) => { box.checked = all.checked; }); tell(); });
    }
    document.addEventListener("change", tell);
    tell();
  });
})();
