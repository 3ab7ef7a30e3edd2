// The next page without loading everything again: htmx fetches what a link or form in <main> leads to, and this script
// puts the <main> of that page in place. The server always answers with a whole page, so who runs no script gets the
// same. Nothing of a page is kept here: going back asks the server again.
"use strict";

(() => {
  if (!window.htmx) {
    return; // An old browser, or the file did not arrive: links and forms work by themselves.
  }

  const SLOW = 1500; // Milliseconds before we say that it takes a while,
  const TOO_LONG = 30000; // and before we stop waiting.
  const FAILING = [408, 429, 500, 502, 503, 504]; // What trying again may mend.
  const LANGUAGES = ".languages"; // The one thing outside <main> that goes with the page.

  // A kiosk has no history to go back through: each page takes the place of the one before.
  const KEEPS_HISTORY = document.documentElement.dataset.history !== "none";

  const status = document.getElementById("step-status");
  const trouble = document.getElementById("step-trouble");
  let step = null; // The page we wait for: one at most.

  const main = () => document.getElementById("main");
  const stopped = () => new DOMException("Another step was taken", "AbortError");

  // Before a request: say what to take from the answer, and fetch it our way.
  document.addEventListener("htmx-config-request", (event) => {
    const ctx = event.detail.ctx;
    if (ctx.sourceElement.matches("[data-live]")) {
      return; // Of static/js/table.js.
    }
    if (step && step.source === ctx.sourceElement && ctx.sourceElement !== document.body) {
      event.preventDefault(); // Pressed twice.
      return;
    }
    Object.assign(ctx, {
      target: main(),
      select: "#main",
      swap: "outerSync show:none",
      selectOOB: `${LANGUAGES}:outerSync:${LANGUAGES}`,
      fetch: (address, request) => fetchPage(ctx, address, request),
    });
    delete ctx.request.headers["HX-Current-URL"];
  });

  async function fetchPage(ctx, address, request) {
    const mine = begin(ctx);
    const { method, headers, body, mode, credentials } = request;
    request.signal.addEventListener("abort", () => mine.stopper.abort());
    try {
      const signal = mine.stopper.signal;
      const response = await follow(mine, address, { method, headers, body, mode, credentials, signal });
      const text = await response.text();
      if (step === mine && isToSwap(mine, response, text)) {
        const { status, headers, url } = response;
        return { status, headers, url, text: () => Promise.resolve(text) };
      }
    } catch {
      if (step === mine) {
        fail(mine);
      }
    } finally {
      mine.timers.forEach(window.clearTimeout);
    }
    throw stopped(); // The one error about which htmx says nothing.
  }

  // A redirect to a place on a page (#…) is ours to follow: a browser does not tell a script about the place.
  async function follow(mine, address, options) {
    await window.inContact; // Of a kiosk: what it sends meanwhile brings a cookie too.
    const response = await window.fetch(address, options);
    const leadsTo = response.headers.get("Leads-To");
    if (!leadsTo) {
      mine.canOpen = options.method === "GET" || response.redirected;
      return response;
    }
    const [page, place] = leadsTo.split("#");
    mine.ctx.request.anchor = place;
    mine.canOpen = true;
    return window.fetch(page, { ...options, method: "GET", body: undefined });
  }

  function begin(ctx) {
    stop();
    const source = ctx.sourceElement;
    const button = source.matches("form") ? ctx.request.submitter || source.querySelector("[type=submit]") : source;
    const stopper = new AbortController();
    const isReturn = source === document.body; // Back or Forward.
    const timers = [window.setTimeout(saySlow, SLOW), window.setTimeout(() => stopper.abort(), TOO_LONG)];
    step = { ctx, source, button, isReturn, stopper, timers };
    ctx.isReturn = isReturn;
    trouble.hidden = true;
    [main(), button].forEach((one) => one.setAttribute("aria-busy", "true"));
    return step;
  }

  // No more waiting: the page under way has come, failed, or is not wanted any more.
  function stop() {
    status.textContent = "";
    status.classList.remove("step-status--shown");
    if (step) {
      const { button, stopper, timers } = step;
      step = null;
      timers.forEach(window.clearTimeout);
      stopper.abort();
      [main(), button].forEach((one) => one.removeAttribute("aria-busy"));
    }
  }

  function saySlow() {
    status.classList.add("step-status--shown");
    status.textContent = status.dataset.slow;
  }

  // Whether the answer is one of our pages, in this language and for these styles. All else the browser opens itself.
  function isToSwap(mine, response, text) {
    const isPage = (response.headers.get("Content-Type") || "").startsWith("text/html");
    const next = isPage ? new DOMParser().parseFromString(text, "text/html") : null;
    const isOurs = next !== null && next.getElementById("main") !== null;
    if (isOurs && (!mine.canOpen || surroundings(next) === surroundings(document))) {
      return true;
    }
    if (!isOurs && FAILING.includes(response.status)) {
      fail(mine);
    } else if (mine.isReturn) {
      window.location.reload();
    } else if (mine.canOpen) {
      const address = response.url + (mine.ctx.request.anchor ? `#${mine.ctx.request.anchor}` : "");
      window.location[KEEPS_HISTORY ? "assign" : "replace"](address);
    } else {
      HTMLFormElement.prototype.submit.call(mine.source);
    }
    return false;
  }

  // What does not change from step to step: the language, and the files a page needs.
  function surroundings(page) {
    const files = page.querySelectorAll("head link[rel=stylesheet], head script");
    const addresses = [...files].map((file) => file.getAttribute("href") || file.getAttribute("src"));
    return [page.documentElement.lang, ...addresses].join(" ");
  }

  // Say it where the person is looking, keep what was filled in, and offer to try again.
  function fail(mine) {
    stop();
    const near = mine.isReturn ? main().firstElementChild : mine.button.closest("p, ul, dl, table") || mine.button;
    near.before(trouble);
    trouble.hidden = false;
    trouble.querySelector("button").onclick = () => {
      trouble.hidden = true;
      if (mine.isReturn) {
        window.location.reload();
      } else {
        mine.button.focus();
        mine.button.click();
      }
    };
    trouble.focus();
  }

  // An error leads to the same page again: Back should lead past it.
  document.addEventListener("htmx-before-history-update", (event) => {
    const change = event.detail.history;
    if (!KEEPS_HISTORY || change.path.split("#")[0] === window.location.pathname + window.location.search) {
      change.type = "replace";
    }
  });

  // The new page is there: title, address, focus and sight as after a real one.
  document.addEventListener("htmx-after-swap", (event) => {
    const { title, isReturn, request, response, sourceElement } = event.detail.ctx;
    if (sourceElement.matches("[data-live]")) {
      return;
    }
    stop();
    document.title = title;
    if (isReturn) {
      const { pathname, search } = new URL(response.raw.url);
      window.history.replaceState({ htmx: true }, "", pathname + search + window.location.hash);
    }
    const summary = document.getElementById("fouten");
    const named = request.anchor ? document.getElementById(request.anchor) : null;
    const place = summary || named || main().querySelector("h1");
    if (place.tabIndex < 0) {
      place.tabIndex = -1; // Can have the focus, without being a stop for the Tab key.
    }
    place.focus({ preventScroll: true });
    if (summary) {
      summary.scrollIntoView();
    } else if (!isReturn && !named) {
      window.scrollTo(0, 0);
    }
    const where = main().querySelector("[data-announce]");
    if (where && !summary) {
      window.setTimeout(() => {
        status.textContent = step ? "" : where.textContent; // After the heading, which the focus makes heard first.
      }, 300);
    }
  });

  // Who wipes or leaves must not be followed by an answer that was under way: that would bring the cookie back.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-htmx-powered]")) {
      stop();
    }
  });
  window.addEventListener("pagehide", stop);

  // Places on a page that were reached through a link to #… are pages to come back to, as well.
  const mark = () => window.history.state?.htmx || window.history.replaceState({ htmx: true }, "");
  window.addEventListener("hashchange", mark);
  mark();
})();
