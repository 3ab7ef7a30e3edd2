// Who reads or types without opening a page, is still there: say so to the server now and then, or it signs them out.
"use strict";

(() => {
  const dialog = document.getElementById("stil");
  if (!dialog || !dialog.dataset.renew) {
    return;
  }
  const EVERY = 240000; // Milliseconds: well within the half hour.
  let lastContact = Date.now();
  let wasThere = false;

  ["keydown", "pointerdown", "input", "wheel"].forEach((name) =>
    document.addEventListener(name, () => (wasThere = true), true),
  );
  document.addEventListener("htmx-finally-request", () => (lastContact = Date.now()));

  // One request at a time: each answer brings a cookie, and the last one counts. Steps and answers wait for this one.
  function renew() {
    if (!wasThere || dialog.open || Date.now() - lastContact < EVERY || document.querySelector(".htmx-request")) {
      return;
    }
    wasThere = false;
    lastContact = Date.now();
    window.inContact = window
      .fetch(dialog.dataset.renew, { method: "POST", signal: AbortSignal.timeout(10000) })
      .then((response) => {
        if (response.status === 401) {
          window.location.reload(); // Signed out already: to the page that says so.
        }
      })
      .catch(() => {})
      .finally(() => (window.inContact = null));
  }
  window.setInterval(renew, 5000);
})();
