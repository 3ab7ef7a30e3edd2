// Reads the page aloud, only when somebody asks for it: sentence by sentence, each marked while it is heard. A recording
// of ours goes first, then a voice of the device itself. A voice that sends the text elsewhere is never used.
"use strict";

(() => {
  const page = document.documentElement;
  const button = document.getElementById("voorlezen");
  const rest = document.getElementById("voorlezen-rest");
  const MARK = "voorlezen";
  // Not heard: what is not seen, the number pad, and how far one is: that would come before each question again.
  const SILENT =
    "[aria-hidden=true], svg, script, style, template, noscript, select, textarea, .visually-hidden, .pad, .progress";
  const APART = "label, legend, summary, button"; // Blocks of their own, however they are laid out.
  const IN_LINE = ["inline", "inline-block", "contents"];
  const PATIENCE = 10000; // Milliseconds for a sentence, and for each letter of it: a voice that hangs must not
  const PER_LETTER = 300; // keep the page from being wiped.

  const main = () => document.getElementById("main");
  const player = new Audio();
  let files = new Map(); // A sentence as it is looked up → the address of its recording.
  let turn = null; // What is being read: one thing at most.

  // ── Sentences: the same rule as in webapp/sentences.py ──

  const WHITE = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const UNSEEN = "\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff";
  const FULL_STOPS = ".۔።。";
  const STOP = new RegExp(`([${FULL_STOPS}!?…؟፧܀]+[’”“‘»«"')\\]${UNSEEN}]*)[${WHITE}]+`, "gu");
  const OPENING = new RegExp(`^[‘’“”„‚«»"'(\\[¿¡${UNSEEN}]*`, "u");
  const BEFORE = new RegExp(`^[${WHITE}]+`, "u");
  const AFTER = new RegExp(`[${WHITE}]+$`, "u");
  const DAY = /(?:^|[^0-9.,])[0-9]{1,2}\.$/u;
  const AFTER_A_DAY =
    /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Geburtstag)\b/u;

  const goesOn = (before, after) =>
    /^\p{Ll}/u.test(after.replace(OPENING, "")) || (DAY.test(before) && AFTER_A_DAY.test(after));

  // [begin, end] of each sentence in a text, without the white space around it.
  function places(text) {
    const found = [];
    let begin = 0;
    for (const stop of text.matchAll(STOP)) {
      const end = stop.index + stop[1].length;
      const next = stop.index + stop[0].length;
      if (!goesOn(text.slice(begin, end), text.slice(next))) {
        found.push([begin, end]);
        begin = next;
      }
    }
    const heard = [...found, [begin, text.length]].filter(([from, to]) => /[\p{L}\p{N}]/u.test(text.slice(from, to)));
    return heard.map(([from, to]) => {
      const words = text.slice(from, to).replace(BEFORE, "");
      return [to - words.length, to - words.length + words.replace(AFTER, "").length];
    });
  }

  const sentences = (text) => places(text).map(([begin, end]) => text.slice(begin, end));

  function spoken(sentence) {
    const seen = sentence.normalize("NFC").replace(new RegExp(`[${UNSEEN}]`, "gu"), "");
    const words = seen.replace(new RegExp(`[${WHITE}]+`, "gu"), " ").replace(/^ | $/gu, "").toLowerCase();
    return words.replace(new RegExp(` ?[:${FULL_STOPS}]$`, "u"), "");
  }

  window.readAloud = { sentences, spoken }; // A test compares them with the rule on the server.

  // ── What there is to read ──

  function isSilent(element) {
    const parent = element.parentElement;
    if (parent.matches("details:not([open])") && element !== parent.querySelector(":scope > summary")) {
      return true;
    }
    const style = window.getComputedStyle(element);
    return element.matches(SILENT) || style.display === "none" || style.visibility === "hidden";
  }

  function blockOf(text) {
    let element = text.parentElement;
    while (!element.matches(APART) && IN_LINE.includes(window.getComputedStyle(element).display)) {
      element = element.parentElement;
    }
    return element;
  }

  // The texts in an element in the order of the page, together where they stand in the same block: [[text node, …], …].
  function blocks(within) {
    const accept = (node) =>
      node.nodeType === Node.ELEMENT_NODE && isSilent(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
    const found = [];
    let last = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const block = blockOf(node);
        if (block !== last) {
          found.push([]);
        }
        found.at(-1).push(node);
        last = block;
      } else if (node.localName === "br") {
        last = null;
      }
    }
    return found;
  }

  // The part of a page from one place in the text of a block to another; and the languages it is in.
  function part(nodes, begin, end) {
    const range = document.createRange();
    const languages = new Set();
    let passed = 0;
    for (const node of nodes) {
      const from = begin - passed;
      const to = end - passed;
      if (from >= 0 && from < node.length) {
        range.setStart(node, from);
      }
      if (from < node.length && to > 0 && node.data.slice(Math.max(from, 0), to).trim()) {
        languages.add(node.parentElement.closest("[lang]").lang);
      }
      if (to > 0 && to <= node.length) {
        range.setEnd(node, to);
      }
      passed += node.length;
    }
    return { range, language: languages.size === 1 ? [...languages][0] : page.lang };
  }

  function readable(within) {
    return blocks(within).flatMap((nodes) => {
      const text = nodes.map((node) => node.data).join("");
      return places(text).map(([begin, end]) => {
        const words = text.slice(begin, end);
        return { words, file: files.get(spoken(words)), ...part(nodes, begin, end) };
      });
    });
  }

  // ── Voices ──

  const primary = (language) => language.toLowerCase().split(/[-_]/u)[0];

  function voiceFor(language) {
    const all = window.speechSynthesis ? window.speechSynthesis.getVoices() : [];
    const voices = all.filter((one) => one.localService === true && primary(one.lang) === primary(language));
    return voices.find((one) => one.lang.replace("_", "-").toLowerCase() === language.toLowerCase()) || voices[0];
  }

  const voiceOf = (sentence) => voiceFor(sentence.language) || voiceFor(page.lang);

  // Each gives true once it was heard to the end, and false when that went wrong or somebody stopped it.
  function play(file) {
    return new Promise((done) => {
      turn.release = () => done(false);
      player.onended = () => done(true);
      player.onerror = () => done(false);
      player.src = file;
      player.play().catch(() => done(false));
    });
  }

  function speak(words, voice) {
    return new Promise((done) => {
      const utterance = new SpeechSynthesisUtterance(words.replace(/\s+/gu, " "));
      Object.assign(utterance, { voice, lang: voice.lang, onend: () => done(true), onerror: () => done(false) });
      turn.release = () => done(false);
      turn.utterance = utterance; // Else the browser may forget it, and never say that it ended.
      window.speechSynthesis.speak(utterance);
    });
  }

  async function say(sentence) {
    const mine = turn;
    const wait = window.setTimeout(giveUp, PATIENCE + PER_LETTER * sentence.words.length);
    let heard = sentence.file ? await play(sentence.file) : false;
    if (!heard && turn === mine && voiceOf(sentence)) {
      heard = await speak(sentence.words, voiceOf(sentence));
    }
    window.clearTimeout(wait);
    return heard;
  }

  // ── Reading ──

  async function read() {
    stop();
    const mine = { release: null };
    turn = mine;
    page.dataset.reading = ""; // The clock that wipes the page stands still meanwhile.
    showWords();
    let isWhole = true;
    await list; // Who has a voice of its own can press before the list is there.
    if (turn !== mine) {
      return;
    }
    for (const sentence of readable(main())) {
      const canBeHeard = Boolean(sentence.file || voiceOf(sentence));
      if (canBeHeard) {
        show(sentence.range);
      }
      isWhole = canBeHeard && (await say(sentence)) && isWhole;
      if (turn !== mine) {
        return;
      }
    }
    stop();
    if (!isWhole) {
      tellRest();
    }
  }

  function show(range) {
    if (window.CSS && CSS.highlights) {
      CSS.highlights.set(MARK, new Highlight(range));
    }
    const { top, bottom } = range.getBoundingClientRect();
    const bar = button.getBoundingClientRect().top; // What is below that cannot be seen either.
    const low = bar > window.innerHeight / 2 ? Math.min(bar, window.innerHeight) : window.innerHeight;
    if (top < 0 || bottom > low) {
      const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const place = range.startContainer.parentElement;
      place.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
    }
  }

  function stop() {
    const last = turn;
    turn = null;
    delete page.dataset.reading;
    if (window.CSS && CSS.highlights) {
      CSS.highlights.delete(MARK);
    }
    player.onended = player.onerror = null;
    player.pause();
    if (last) {
      if (window.speechSynthesis) {
        window.speechSynthesis.cancel();
      }
      if (last.release) {
        last.release();
      }
    }
    showWords();
    if (rest) {
      rest.textContent = "";
    }
  }

  function giveUp() {
    const wasReading = "reading" in page.dataset;
    stop();
    if (wasReading) {
      tellRest();
    }
  }

  function tellRest() {
    if (rest) {
      rest.textContent = rest.dataset.text;
    }
  }

  function showWords() {
    if (button) {
      const { start, stop: end } = button.dataset;
      button.querySelector(".voorlezen__words").textContent = "reading" in page.dataset ? end : start;
    }
  }

  function sayName(name) {
    stop();
    turn = { release: null };
    say({ words: name.dataset.sayName, file: name.dataset.sound, language: name.dataset.sayLang });
  }

  // A button only where it does something. Voices may come later than the page.
  function look() {
    document.querySelectorAll("[data-say-name]").forEach((name) => {
      name.hidden = !name.dataset.sound && !voiceFor(name.dataset.sayLang);
    });
    if (button) {
      const heading = main() && main().querySelector("h1");
      const hasFile = heading !== null && readable(heading).some((sentence) => sentence.file);
      button.hidden = !main() || !(hasFile || voiceFor(page.lang));
    }
  }

  async function fetchList() {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = page.dataset.sounds ? await window.fetch(page.dataset.sounds, { signal }) : null;
    const found = response && response.ok ? await response.json() : {};
    files = new Map(Object.entries(found.files || {}));
    look();
  }

  document.addEventListener("click", (event) => {
    const name = event.target instanceof Element ? event.target.closest("[data-say-name]") : null;
    if (name) {
      sayName(name);
    } else if (button && button.contains(event.target)) {
      if ("reading" in page.dataset) {
        stop();
      } else {
        read();
      }
    }
  });
  document.addEventListener("htmx-after-swap", () => {
    stop();
    look();
  });
  document.addEventListener("kiosk-wiped", stop);
  window.addEventListener("pagehide", stop);
  if (window.speechSynthesis) {
    window.speechSynthesis.addEventListener("voiceschanged", look);
  }
  look();
  const list = fetchList().catch(() => {}); // Then it is as if no sentence had a recording.
})();
