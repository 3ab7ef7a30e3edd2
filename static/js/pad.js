// Digits to touch: one pad for all fields of a page that take a number. It writes into the field that was touched last;
// without this script, and beside it, a keyboard works as it does everywhere.
"use strict";

(() => {
  const pad = document.getElementById("cijfers");
  if (!pad) {
    return;
  }
  const said = document.getElementById("cijfers-staat");
  const FIELDS = "#main input[type=text]";
  const KINDS = { decimal: "money", text: "ages" }; // By the keys that the field would bring up on a phone.
  let field = null;

  const inQuestion = (one) => Boolean(one.closest("form.question"));
  const fields = () => [...document.querySelectorAll(FIELDS)].filter((one) => one.checkVisibility());

  function choose(next) {
    field?.classList.remove("pad-field");
    field = next;
    pad.hidden = !field;
    document.documentElement.classList.toggle("has-pad", Boolean(field));
    if (!field) {
      document.body.append(pad);
      return;
    }
    document.querySelector(".kiosk__moves").prepend(pad); // Above the way on: the page makes room for both.
    field.classList.add("pad-field");
    const kind = KINDS[field.dataset.keys] || "whole";
    pad.querySelectorAll("[data-for]").forEach((key) => {
      key.hidden = key.dataset.for !== kind;
    });
    said.textContent = "";
  }

  // The pad stands in for the keys of the device. It is in sight where a number is all that is asked, else on touch.
  function look() {
    document.querySelectorAll(FIELDS).forEach((one) => {
      one.dataset.keys ||= one.inputMode || "numeric";
      one.inputMode = "none";
    });
    const open = fields();
    if (!open.includes(field)) {
      choose(open.length === 1 && document.querySelectorAll(FIELDS).length === 1 && inQuestion(open[0]) ? open[0] : null);
    }
  }

  function press(key) {
    const { value } = field;
    const hasCaret = document.activeElement === field;
    const start = hasCaret ? field.selectionStart : value.length;
    const end = hasCaret ? field.selectionEnd : value.length;
    if (key === "erase") {
      const step = value.slice(0, start).endsWith(", ") ? 2 : 1; // What one key wrote, one key takes away.
      field.setRangeText("", start === end ? Math.max(0, start - step) : start, end, "end");
    } else if (value.length - (end - start) + key.length <= 60) {
      field.setRangeText(key, start, end, "end");
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.scrollLeft = field.scrollWidth;
    said.textContent = field.value;
  }

  // The focus stays in the field, so that the caret does.
  pad.addEventListener("pointerdown", (event) => event.preventDefault());
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    if (key && field) {
      press(key.dataset.key);
    }
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(FIELDS)) {
      choose(event.target);
      field.scrollIntoView({ block: "nearest" });
    }
  });
  // On to another part of the question, which wants the room. After the touch: nothing may move under a finger.
  document.addEventListener("click", (event) => {
    if (field && event.target !== field && event.target.closest("label, summary")) {
      choose(null);
      look();
    }
  });
  document.addEventListener("change", () => window.setTimeout(look)); // A box that was ticked shows its field.
  document.addEventListener("toggle", () => window.setTimeout(look), true);
  document.addEventListener("htmx-before-swap", () => choose(null)); // The pad stays when the page goes.
  document.addEventListener("htmx-after-swap", look);
  look();
})();
