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

  document.querySelectorAll("[data-prints]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
