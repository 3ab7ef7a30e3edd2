// The browser can keep a page alive, with the answers on it, and show it again at "Back" without asking us: also after
// the answers were wiped. So a page hides itself when it goes out of sight, and is asked for anew when it returns.
"use strict";

window.addEventListener("pagehide", () => {
  document.documentElement.hidden = true;
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  } else {
    document.documentElement.hidden = false;
  }
});

// "Snel weg" must not wait for the network: the page is empty at once, and only then the browser leaves.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form.quick-exit")) {
    document.title = "…";
    document.documentElement.hidden = true;
  }
});
