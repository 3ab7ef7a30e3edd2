// Nobody there any more: a question with time to answer it, and then the page wipes itself. The question stands in a
// <dialog id="stil"> with the seconds before it (data-idle) and within it (data-countdown); #wissen is the form that wipes.
"use strict";

(() => {
  const wipe = document.getElementById("wissen");
  const dialog = document.getElementById("stil");
  if (!wipe || !dialog) {
    return;
  }
  const counter = document.getElementById("stil-tel");
  const more = document.getElementById("stil-door");
  const idle = Number(dialog.dataset.idle) * 1000;
  const countdown = Number(dialog.dataset.countdown);
  let last = Date.now();
  let isWiping = false;

  function goOn() {
    last = Date.now();
    if (dialog.open) {
      dialog.close(); // The focus goes back to where it was.
    }
  }

  // While the question stands there, only an answer to it counts: a touch anywhere, the button, or Esc.
  const alive = () => {
    if (!dialog.open) {
      last = Date.now();
    }
  };
  ["keydown", "pointerdown", "input", "wheel"].forEach((name) => document.addEventListener(name, alive, true));
  dialog.addEventListener("cancel", goOn);
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("[form=wissen]")) {
      goOn();
    }
  });
  document.addEventListener("submit", (event) => {
    isWiping = event.target === wipe || isWiping;
  });

  // On a page where nobody has begun, there is nothing to ask; only what was chosen to see it better goes back.
  function begin() {
    if (Date.now() - last > idle && "changed" in document.documentElement.dataset) {
      isWiping = true;
      wipe.requestSubmit();
    }
  }

  function look() {
    if (isWiping) {
      return;
    }
    if ("reading" in document.documentElement.dataset) {
      last = Date.now(); // Who listens touches nothing.
    }
    if ("quiet" in dialog.dataset) {
      begin();
      return;
    }
    const left = countdown - Math.floor((Date.now() - last - idle) / 1000);
    if (left <= 0) {
      isWiping = true;
      dialog.close();
      document.documentElement.hidden = true; // Nobody reads along while the answers go.
      const byItself = Object.assign(document.createElement("input"), { type: "hidden", name: "vanzelf", value: "1" });
      wipe.append(byItself); // Nobody pressed: that does not count as being there.
      wipe.requestSubmit();
    } else if (left <= countdown) {
      if (!dialog.open) {
        dialog.showModal();
        more.focus();
      }
      counter.textContent = String(left);
    } else if (dialog.open) {
      dialog.close();
    }
  }
  window.setInterval(look, 500);
})();
