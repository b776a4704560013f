// What a resident's phone does by itself: keeps a draft, reads number and code from the slip's address, leaves quickly.
(function () {
  "use strict";

  const drafts = "draft:";
  const keep = (name, values) => { try { localStorage.setItem(drafts + name, JSON.stringify(values)); return true; } catch { return false; } };
  const kept = (name) => { try { return JSON.parse(localStorage.getItem(drafts + name)); } catch { return null; } };
  const drop = (name) => { try { localStorage.removeItem(drafts + name); } catch { /* nothing is kept then */ } };
  const dropAll = () => { try { Object.keys(localStorage).filter((key) => key.startsWith(drafts)).forEach((key) => localStorage.removeItem(key)); } catch { /* nothing is kept then */ } };

  const typed = (form) => Array.from(form.elements).filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && !/^(hidden|file|password|submit|button)$/.test(field.type));

  // <form data-draft="ask"> with a <button type="button" data-draft-keep hidden> and words in [data-draft-kept], [data-draft-restored].
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const name = form.dataset.draft;
    const button = form.querySelector("[data-draft-keep]");
    const say = (which) => form.querySelectorAll("[data-draft-kept], [data-draft-restored]").forEach((line) => { line.hidden = !line.hasAttribute(which); });
    const values = kept(name);
    const untouched = typed(form).every((field) => /^(checkbox|radio|select-one)$/.test(field.type) || !field.value);
    if (values && untouched) {
      typed(form).forEach((field) => {
        if (!(field.name in values)) return;
        if (/^(checkbox|radio)$/.test(field.type)) field.checked = values[field.name].includes(field.value);
        else field.value = values[field.name][0];
      });
      say("data-draft-restored");
    }
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const now = {};
        typed(form).forEach((field) => {
          now[field.name] = now[field.name] || [];
          if (!/^(checkbox|radio)$/.test(field.type) || field.checked) now[field.name].push(field.value);
        });
        if (keep(name, now)) say("data-draft-kept");
      });
    }
    form.querySelectorAll("[data-draft-drop]").forEach((each) => each.addEventListener("click", () => { drop(name); form.reset(); say(""); }));
  });

  // The page that says "sent" carries data-draft-sent="ask".
  document.querySelectorAll("[data-draft-sent]").forEach((sent) => drop(sent.dataset.draftSent));

  // /track/#number=…&code=… comes from the slip: the fragment never reaches a server or a log.
  const track = document.querySelector("form[data-track]");
  if (track && location.hash.includes("=")) {
    const given = new URLSearchParams(location.hash.slice(1));
    ["number", "code"].forEach((name) => { if (given.has(name) && track.elements[name]) track.elements[name].value = given.get(name); });
    history.replaceState(null, "", location.pathname + location.search);
    track.querySelector("button:not([type=button])")?.focus();
  }

  // Quick exit: the page is replaced, so that "back" doesn't return to it, and what was kept is dropped here and by the server.
  document.querySelectorAll("form[data-quick-exit]").forEach((form) => form.addEventListener("submit", (event) => {
    dropAll();
    document.body.hidden = true;
    if (!navigator.sendBeacon(form.action)) return;
    event.preventDefault();
    location.replace(form.dataset.quickExit);
  }));

  // A form is sent once, however often it is tapped, and not without a signal; photos take a while, which is said.
  const sending = document.querySelector("[data-sending]");
  const offline = document.querySelector("[data-offline]");
  const show = (line, form) => { if (line) { form.append(line); line.hidden = false; line.scrollIntoView({ block: "nearest" }); } };
  const hasFiles = (form) => Array.from(form.elements).some((field) => field.type === "file" && field.files.length);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("main form.form[method=post]")) return;
    const isLong = hasFiles(form);
    if (event.timeStamp - Number(form.dataset.sent || -Infinity) < (isLong ? 60000 : 3000)) event.preventDefault();
    else if (!navigator.onLine) { event.preventDefault(); show(offline, form); }
    else { form.dataset.sent = event.timeStamp; if (isLong) show(sending, form); }
  });
  window.addEventListener("online", () => { if (offline) offline.hidden = true; });
  window.addEventListener("pageshow", () => {
    if (sending) sending.hidden = true;
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // Photos that were chosen are shown before they are sent.
  document.querySelectorAll("input[type=file][multiple]").forEach((input) => input.addEventListener("change", () => {
    const shown = input.parentElement.querySelector(".chosen") || input.insertAdjacentElement("afterend", document.createElement("div"));
    shown.className = "chosen";
    shown.replaceChildren(...Array.from(input.files, (file) => {
      const image = new Image(96, 96);
      image.alt = file.name;
      image.src = URL.createObjectURL(file);
      image.addEventListener("load", () => URL.revokeObjectURL(image.src));
      return image;
    }));
  }));

  document.querySelectorAll("[data-prints]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
