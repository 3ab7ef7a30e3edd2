// The conversation at a table: each answer is sent as it is given, one after the other, and the page that comes back is
// laid over this one without touching where somebody is. Without this script every question has a button.
"use strict";

(() => {
  const table = document.getElementById("tafel");
  if (!window.htmx || !table) {
    return;
  }
  document.documentElement.classList.add("is-live");

  const NOT_WHOLE = 204; // What the server says of an answer that somebody is still filling in.
  const waiting = new Set(); // Forms to send: what is in them then, so that the last answer is the one that counts.
  let sending = null;

  function send(form) {
    waiting.add(form);
    window.setTimeout(next); // First let the focus arrive where it goes.
  }

  // One at a time: each answer brings a new cookie, and two at once would make one of them lost.
  function next() {
    const [form] = waiting;
    if (sending || !form) {
      return;
    }
    waiting.delete(form);
    if (form.isConnected) {
      sending = form;
      const answer = () => window.htmx.trigger(form, "answer");
      if (window.inContact) {
        window.inContact.then(answer); // What keeps the sign-in going (signed-in.js) brings a cookie too: first that one.
      } else {
        answer();
      }
    } else {
      next();
    }
  }

  const formOf = (event) => (event.target instanceof Element ? event.target.closest("form[data-live]") : null);

  document.addEventListener("change", (event) => {
    const form = formOf(event);
    if (form) {
      form.dataset.unsaved = "";
      send(form);
    }
  });

  // Who leaves a question that is not whole, hears what is wrong with it.
  document.addEventListener("focusout", (event) => {
    const form = formOf(event);
    if (form && "unsaved" in form.dataset && !form.contains(event.relatedTarget)) {
      send(form);
    }
  });

  document.addEventListener("htmx-config-request", (event) => {
    const { ctx } = event.detail;
    const form = ctx.sourceElement;
    if (form.matches("[data-live]")) {
      sending = form; // Also where Enter sent it.
      delete ctx.request.headers["HX-Current-URL"];
      if (form.contains(document.activeElement)) {
        ctx.request.headers["Still-Filling-In"] = "1";
      }
    }
  });

  // What somebody opened or closed stays so, and so does what was not sent yet when the answer to another question came;
  // a question with a mistake in a folded part opens.
  const KEPT = new Set(["open", "data-unsaved"]);
  window.htmx.registerExtension("keep-open", {
    htmx_before_morph_attr: (_element, detail) => !KEPT.has(detail.attrName),
  });

  // Who types faster than the server answers keeps the place, also where what had the focus was made anew. Where its
  // question is no longer asked, the place is the next one that is.
  const REACHABLE = "a[href], button, input:not([type=hidden]), select, summary, textarea";
  let onward = []; // What had the focus, and all that comes after it.
  document.addEventListener("htmx-before-swap", () => {
    const reachable = [...document.querySelectorAll(REACHABLE)];
    const place = reachable.indexOf(document.activeElement);
    onward = place < 0 ? [] : reachable.slice(place).map((element) => ({ element, id: element.id }));
  });

  function keepThePlace() {
    if (document.activeElement !== document.body) {
      return;
    }
    for (const [further, { element, id }] of onward.entries()) {
      const now = element.isConnected ? element : document.getElementById(id);
      now?.focus({ preventScroll: further === 0 });
      if (document.activeElement !== document.body) {
        return;
      }
    }
  }

  document.addEventListener("htmx-after-swap", (event) => {
    keepThePlace();
    const { sourceElement: form, response } = event.detail.ctx;
    if (form.matches("[data-live]")) {
      if (response.status !== NOT_WHOLE && !waiting.has(form)) {
        delete form.dataset.unsaved;
      }
      table.querySelectorAll(".utrecht-form-field-error-message").forEach((message) => {
        const folded = message.closest("details");
        if (folded) {
          folded.open = true;
        }
      });
    }
  });

  document.addEventListener("htmx-error", (event) => {
    if (event.detail.ctx?.sourceElement.matches("[data-live]")) {
      document.getElementById("gesprek-melding").textContent = table.dataset.failed;
    }
  });

  document.addEventListener("htmx-finally-request", (event) => {
    if (event.detail.ctx.sourceElement === sending) {
      sending = null;
      next();
    }
  });
})();
