// What only a kiosk does: it leaves no history to go back through, wipes also when the server is away, and shows pages
// larger or clearer at once. Nothing is kept here; what is chosen goes into the cookie.
"use strict";

(() => {
  const root = document.documentElement;
  const away = document.getElementById("even-geduld");
  const trouble = document.getElementById("step-trouble");
  const TRY_AGAIN = 3000;
  const TOO_LONG = 10000;
  const RENEW = 60000; // Milliseconds: well within the five minutes of the cookie.
  const wait = (time) => new Promise((done) => window.setTimeout(done, time));

  // One request at a time: each answer brings a cookie, and the last one counts. Steps wait for this too (steps.js).
  let lastContact = Date.now();
  function send(address, body) {
    const sent = (window.inContact || Promise.resolve()).then(async () => {
      const response = await window.fetch(address, {
        method: "POST",
        body: new URLSearchParams(body),
        signal: AbortSignal.timeout(TOO_LONG),
      });
      if (response.status >= 500) {
        throw new Error(response.status);
      }
      lastContact = Date.now();
      return response;
    });
    window.inContact = sent.catch(() => {});
    return sent;
  }

  async function isBack() {
    try {
      return (await window.fetch("/healthz", { signal: AbortSignal.timeout(TOO_LONG) })).ok;
    } catch {
      return false;
    }
  }

  // Away from this page, without leaving it behind to come back to. While the server is away, it waits and tries again.
  async function go(form, submitter) {
    const isWipe = form.dataset.go === "wipe";
    const body = new FormData(form, submitter);
    if (isWipe) {
      empty();
    }
    for (;;) {
      try {
        const response = await send(form.action, body);
        window.location.replace(response.url);
        return;
      } catch {
        root.hidden = false;
        away.hidden = false;
        away.focus();
        do {
          await wait(TRY_AGAIN);
        } while (!(await isBack()));
      }
    }
  }

  // Nothing of the visit may stay on the screen, nor behind it.
  function empty() {
    document.dispatchEvent(new Event("kiosk-wiped"));
    document.title = "…";
    document.getElementById("main").replaceChildren();
    document.querySelectorAll(".kiosk__bar, .kiosk__foot, .pad, dialog").forEach((part) => part.remove());
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-go]")) {
      event.preventDefault();
      go(form, event.submitter);
    } else if (form.matches(".kiosk__display")) {
      event.preventDefault();
      show(event.submitter);
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link) {
      return;
    }
    const place = link.getAttribute("href");
    if (place.startsWith("#")) {
      event.preventDefault();
      jump(place.slice(1));
    } else if ("go" in link.dataset) {
      event.preventDefault();
      leave(link);
    }
  });

  // To a place on this page.
  function jump(id) {
    const target = document.getElementById(id);
    if (target) {
      for (let part = target; part; part = part.parentElement) {
        if (part.matches("details")) {
          part.open = true;
        }
      }
      if (target.tabIndex < 0) {
        target.tabIndex = -1;
      }
      target.focus({ preventScroll: true });
      target.scrollIntoView();
    }
  }

  // To another page that stands outside the steps; it comes back to this very one.
  async function leave(link) {
    const address = new URL(link.href);
    if (address.searchParams.has("terug")) {
      address.searchParams.set("terug", window.location.pathname);
    }
    await window.inContact;
    if (await isBack()) {
      window.location.replace(address);
    } else {
      trouble.hidden = false;
      trouble.querySelector("button").onclick = () => leave(link);
      trouble.focus();
    }
  }

  // Larger letters or more contrast: here at once, and kept for the pages after this one.
  function show(button) {
    const { name, value } = button;
    const isOn = value !== "usual";
    root.dataset.changed = "";
    root.classList.toggle(name === "letters" ? "kiosk--large" : "kiosk--contrast", isOn);
    button.querySelector("span").textContent = isOn ? button.dataset.less : button.dataset.more;
    send(button.form.action, { [name]: value }).catch(() => {});
    button.value = isOn ? "usual" : button.dataset.on;
  }

  // Who reads for long, or listens, takes no step; the cookie must not end meanwhile.
  function renew() {
    const isBusy = document.querySelector("#main[aria-busy]");
    if (!isBusy && Date.now() - lastContact > RENEW) {
      lastContact = Date.now();
      send("/kiosk/nog-hier", {}).catch(() => {});
    }
  }
  ["pointerdown", "keydown", "wheel"].forEach((name) => document.addEventListener(name, renew, { passive: true }));
  window.setInterval(() => {
    if ("reading" in root.dataset) {
      renew();
    }
  }, 5000);

  // A step that did not arrive is tried again by itself, as soon as the server answers.
  new MutationObserver(async () => {
    while (!trouble.hidden) {
      await wait(TRY_AGAIN);
      if (!trouble.hidden && (await isBack())) {
        const button = trouble.querySelector("button");
        trouble.hidden = true;
        button.onclick?.();
      }
    }
  }).observe(trouble, { attributeFilter: ["hidden"] });

  // What only works with a script, and what this device can do.
  function prepare() {
    lastContact = Date.now();
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.onclick = () => window.print();
    });
    const list = document.getElementById("stemmen");
    if (list && window.speechSynthesis) {
      const codes = window.speechSynthesis.getVoices().filter((voice) => voice.localService);
      list.textContent = [...new Set(codes.map((voice) => voice.lang))].sort().join(", ") || "–";
    }
  }
  document.addEventListener("htmx-after-swap", prepare);
  window.speechSynthesis?.addEventListener("voiceschanged", prepare);
  prepare();
})();
