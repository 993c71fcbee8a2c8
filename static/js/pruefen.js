"use strict";

// The page "Prüfen" works without this script. With it the two sides show each other, the lines of the source are
// walked by arrow keys, and what is typed survives the page's renewal after each change.
(() => {
  document.documentElement.classList.add("mit-skript");
  const work = () => document.getElementById("arbeit");
  const byId = (id) => document.getElementById(id);
  let lastHandle = null; // id of the line that the arrow keys stand on
  let anchorLine = null; // where a range of lines was begun

  // --- Lines of the source: arrow keys, ranges, the menu ---------------------------------------------------

  const lines = () => [...document.querySelectorAll("#zeilen .zeile")];
  const handleOf = (line) => line.querySelector("[data-griff]");

  function rove() {
    const all = lines();
    if (!all.length) return;
    const current = all.find((line) => line.id === lastHandle) ?? all[0];
    for (const line of all) handleOf(line).tabIndex = line === current ? 0 : -1;
  }

  function standOn(line) {
    const before = byId(lastHandle);
    if (before) handleOf(before).tabIndex = -1;
    lastHandle = line.id;
    handleOf(line).tabIndex = 0;
    handleOf(line).focus({ preventScroll: true });
    show(line);
  }

  function choose(from, to) {
    const all = lines();
    const [first, last] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
    all.forEach((line, at) => line.classList.toggle("gewaehlt", at >= first && at <= last));
  }

  function forgetChoice() {
    anchorLine = null;
    for (const line of document.querySelectorAll(".zeile.gewaehlt")) line.classList.remove("gewaehlt");
  }

  function openMenu(line) {
    closeMenu();
    const chosen = [...document.querySelectorAll(".zeile.gewaehlt")];
    const first = chosen[0] ?? line;
    const url = new URL(handleOf(first).href);
    if (chosen.length > 1) url.searchParams.set("bis", chosen.at(-1).dataset.ende);
    const place = document.createElement("div");
    place.id = "menue-platz";
    (chosen.at(-1) ?? line).after(place);
    lastHandle = first.id;
    htmx.ajax("GET", url.pathname + url.search, { target: place, swap: "innerHTML settle:0ms", source: place }).then(() => {
      const menu = byId("menue");
      if (!menu) return;
      menu.querySelector("button, input:not([type=hidden]), select")?.focus({ preventScroll: true });
      show(menu);
    });
  }

  function closeMenu({ focus = false } = {}) {
    byId("menue-platz")?.remove();
    if (!focus) return;
    forgetChoice();
    const line = byId(lastHandle);
    if (line) standOn(line);
  }

  // --- Each side shows the other ---------------------------------------------------------------------------

  // Scrolls within its side only, so that the page itself stays where it is.
  function show(element) {
    const side = element.closest(".rollt");
    if (!side || getComputedStyle(side).overflowY === "visible") {
      element.scrollIntoView({ block: "nearest" });
      return;
    }
    const [outer, inner] = [side.getBoundingClientRect(), element.getBoundingClientRect()];
    const room = 8;
    if (inner.top >= outer.top + room && inner.bottom <= outer.bottom - 8) return;
    const fits = inner.height < outer.height - room;
    side.scrollTop += inner.top - outer.top - (fits ? Math.max(room, (outer.height - inner.height) / 3) : room);
  }

  function together(element, { scroll }) {
    const place = element?.closest("[data-ort]")?.dataset.ort;
    for (const one of document.querySelectorAll("#arbeit .zusammen")) {
      if (one.dataset.ort !== place) one.classList.remove("zusammen");
    }
    if (!place) return;
    const all = [...document.querySelectorAll(`#arbeit .seiten [data-ort="${CSS.escape(place)}"]`)];
    for (const one of all) one.classList.add("zusammen");
    const here = element.closest(".vorlage, .ergebnis");
    const there = all.filter((one) => one.closest(".vorlage, .ergebnis") !== here);
    if (!scroll || !there.length) return;
    const side = there[0].closest(".rollt").getBoundingClientRect();
    const seen = there.some((one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > side.top + 20 && box.top < side.bottom - 20;
    });
    if (!seen && matchMedia("(min-width: 60.01rem)").matches) show(there[0]);
  }

  let resting;
  document.addEventListener("mouseover", (event) => {
    const element = event.target.closest?.("#arbeit .seiten [data-ort]");
    clearTimeout(resting);
    resting = setTimeout(() => together(element, { scroll: Boolean(element) }), 120);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.closest("#menue")) return;
    const element = event.target.closest("#arbeit .seiten [data-ort]");
    if (element) together(element, { scroll: true });
    const line = event.target.closest(".zeile");
    if (!line) return;
    if (line.dataset.seite) turnTo(Number(line.dataset.seite));
    if (line.id !== lastHandle) {
      lastHandle = line.id;
      rove();
    }
  });

  // --- The page of a PDF as a picture: that of the line with the focus -------------------------------------

  let sheet = null;

  function turnTo(number) {
    const box = byId("d-druckbild");
    if (!box || !(number >= 1 && number <= Number(box.dataset.seiten))) return;
    sheet = number;
    if (!box.open || byId("blatt-nummer").textContent === String(number)) return;
    byId("blatt-nummer").textContent = number;
    byId("blatt").src = box.dataset.bild.replace("0.png", `${number}.png`);
    byId("blatt").alt = `Seite ${number} des PDF`;
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.id === "d-druckbild" && event.target.open && sheet) turnTo(sheet);
  }, true);

  // --- Findings, one after the other -----------------------------------------------------------------------

  function nextFinding(way) {
    const links = [...document.querySelectorAll("#liste [data-fund]")];
    const open = links.filter((link) => "offen" in link.dataset);
    const all = open.length ? open : links;
    if (!all.length) return;
    const here = document.activeElement?.closest(".hinweis")?.id;
    const now = links.findIndex((link) => `h-${link.dataset.fund}` === here);
    const order = all.map((link) => links.indexOf(link));
    const next = way > 0 ? order.find((at) => at > now) ?? order[0] : order.findLast((at) => at < now) ?? order.at(-1);
    follow(links[next].getAttribute("href"));
  }

  // A link within this page leads there at once; one to another window of a long paper fetches that first.
  function follow(href) {
    const [query, id] = href.split("#");
    if (!query) {
      arrive(id);
      return;
    }
    htmx.ajax("GET", location.pathname + query, { target: "#arbeit", swap: "outerHTML settle:0ms" }).then(() => {
      history.replaceState(null, "", query);
      arrive(id);
    });
  }

  function arrive(id) {
    const element = byId(id) ?? nearestLine(id);
    if (!element) return;
    for (let fold = element.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) {
      fold.open = true;
    }
    if (element.classList.contains("zeile")) {
      standOn(element);
    } else {
      element.focus({ preventScroll: true });
    }
    show(element);
    together(element, { scroll: true });
  }

  function nearestLine(id) {
    const start = Number(/^[gz](\d+)$/.exec(id ?? "")?.[1] ?? NaN);
    return lines().findLast((line) => Number(line.id.slice(1)) <= start);
  }

  // --- From side to side -----------------------------------------------------------------------------------

  const lastOn = {}; // id of the side → id of what had the focus there
  let lastSide = null; // id of the side that had the focus, even when its element is gone

  const sideOf = (element) => element?.closest(".vorlage, .ergebnis, .fuss");

  document.addEventListener("focusin", (event) => {
    const side = sideOf(event.target);
    lastSide = side?.id ?? null;
    if (side && event.target.id && !event.target.closest("#menue")) lastOn[side.id] = event.target.id;
  });

  function nextSide(way) {
    const sides = ["vorlage", "ergebnis", "fuss"].map(byId).filter(Boolean);
    const now = sideOf(document.activeElement) ?? byId(lastSide);
    const here = sides.indexOf(now);
    const side = sides.at((here < 0 && way < 0 ? 0 : here + way) % sides.length);
    const current = byId(lastHandle) ?? lines()[0];
    if (side.id === "vorlage" && current) {
      standOn(current);
      return;
    }
    // From a line to what becomes of it, else to where one was before.
    const result = side.id === "ergebnis" && now?.id === "vorlage" && current?.dataset.ort;
    const first = "button, input:not([type=hidden]), select, a[href]";
    const wanted = (result && byId(`e-${result}`)) || byId(lastOn[side.id]) || side.querySelector(first);
    wanted?.focus({ preventScroll: true });
    if (wanted) show(wanted);
  }

  // --- Keys and clicks -------------------------------------------------------------------------------------

  const types = (element) => element.matches?.("input:not([type=checkbox], [type=radio], [type=hidden]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (!work()) return;
    if (event.key === "F8") {
      event.preventDefault();
      nextFinding(event.shiftKey ? -1 : 1);
      return;
    }
    if (event.key === "F6") {
      event.preventDefault();
      nextSide(event.shiftKey ? -1 : 1);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      byId("speichern")?.click();
      return;
    }
    const step = (event.ctrlKey || event.metaKey) && !event.altKey && !types(event.target);
    const key = event.key.toLowerCase();
    if (step && (key === "z" || key === "y")) {
      event.preventDefault();
      byId(key === "y" || event.shiftKey ? "wiederholen" : "rueckgaengig")?.click();
      return;
    }
    if (event.key === "Escape" && byId("menue-platz")) {
      event.preventDefault();
      closeMenu({ focus: true });
      return;
    }
    const line = event.target.closest?.(".zeile");
    if (!line || event.target !== handleOf(line)) return;
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way) {
      event.preventDefault();
      const all = lines();
      const next = all[all.indexOf(line) + way];
      if (!next) return;
      if (event.shiftKey) {
        anchorLine ??= line;
      } else {
        forgetChoice();
      }
      standOn(next);
      if (event.shiftKey) choose(anchorLine, next);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      forgetChoice();
      standOn(event.key === "Home" ? lines()[0] : lines().at(-1));
    } else if (event.key === " ") {
      event.preventDefault();
      openMenu(line);
    }
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.button) return;
    if (event.target.closest("[data-schliessen]") && byId("menue-platz")) {
      event.preventDefault();
      closeMenu({ focus: true });
      return;
    }
    const turn = event.target.closest("[data-blatt]");
    if (turn) {
      event.preventDefault();
      turnTo(Number(byId("blatt-nummer").textContent) + Number(turn.dataset.blatt));
      return;
    }
    if (event.target.closest("[data-weiter]")) {
      event.preventDefault();
      nextFinding(1);
      return;
    }
    const link = event.target.closest("#arbeit a[href^='#'], #arbeit a[data-zeigt], #arbeit a.zeile__teil, #arbeit a[data-ergebnis], #liste a, #fuss a[href^='?']");
    if (link) {
      event.preventDefault();
      byId("liste")?.removeAttribute("open");
      follow(link.getAttribute("href"));
      return;
    }
    const line = event.target.closest("#zeilen .zeile");
    if (!line || event.target.closest("a:not([data-griff]), .menue")) return;
    if (!event.target.closest("[data-griff], .zeile__text") || String(getSelection())) return;
    event.preventDefault();
    if (event.shiftKey && lastHandle) {
      anchorLine ??= byId(lastHandle);
      choose(anchorLine, line);
    } else {
      if (!line.classList.contains("gewaehlt")) forgetChoice();
      standOn(line);
    }
    openMenu(line);
  });

  // --- A button pressed while a change is on its way --------------------------------------------------------

  // The answer to the change renews the page, buttons included: the one pressed is pressed again on the new page.
  let pressed = null;

  // A field left here would renew the page before the mouse lets go of the button.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("#arbeit button[id]") && types(document.activeElement)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#arbeit button[type=submit][id]");
    if (!button) return;
    if (types(document.activeElement)) button.focus({ preventScroll: true }); // what is being typed is sent first
    const isOnItsWay = () => work().querySelector("form.htmx-request");
    if (!isOnItsWay()) { // and so is what was typed while nobody answered
      const left = unsavedFields().find((field) => field.form !== button.form && field.form?.matches("[hx-trigger*=change]"));
      left?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (!isOnItsWay()) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = button.id;
  }, true);

  // --- Renewal after a change ------------------------------------------------------------------------------

  let kept = null;
  let unsent = [];

  // The state that the page shows counts, not the one that a form was written with.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb === "post" && event.detail.parameters.version) {
      event.detail.parameters.version = work().dataset.version;
    }
  });

  // Fields whose value is not the one that the server knows.
  function unsavedFields() {
    return [...work().querySelectorAll("input[id]:not([type=hidden], [type=checkbox]), textarea[id], select[id]")].filter(
      (field) => !field.closest("#menue-platz") && (field.matches("select")
        ? [...field.options].some((option) => option.selected !== option.defaultSelected) && field.selectedIndex > 0
        : field.value !== field.defaultValue),
    );
  }

  function say(sentence) {
    byId("gesagt").textContent = sentence;
    byId("ansage").textContent = sentence;
  }

  const FAILED = "Das hat nicht geklappt, und nichts wurde geändert. Was Sie eingegeben haben, steht noch da: bitte noch einmal versuchen.";
  document.addEventListener("htmx:sendError", () => say(FAILED));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target?.id === "arbeit" && event.detail.xhr.status !== 400) say(FAILED);
  });

  // Whoever is no longer signed in is led to the page for signing in, which would take what is typed away.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!requestConfig.elt.closest?.("#arbeit") && requestConfig.elt.id !== "menue-platz") return;
    const leads = xhr.getResponseHeader("HX-Redirect");
    const isElsewhere = new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname;
    if (!isElsewhere && !(leads && new URL(leads, location.href).searchParams.has("next"))) return;
    event.preventDefault();
    say("Ihre Anmeldung ist abgelaufen, und nichts wurde geändert. Bitte in einem neuen Fenster wieder anmelden und dann noch einmal versuchen.");
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, requestConfig } = event.detail;
    if (target?.id !== "arbeit") return;
    if (xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
    if (!event.detail.shouldSwap) return;
    const sent = requestConfig.elt.closest?.("form");
    const isSent = (field) => sent?.contains(field) && requestConfig.parameters[field.name] === field.value;
    kept = {
      typed: Object.fromEntries(unsavedFields().filter((field) => !isSent(field)).map((field) => [field.id, field.value])),
      open: [...work().querySelectorAll("details[open][id]")].map((fold) => fold.id),
      scrolled: ["zeilen", "ergebnis-rolle"].map((id) => [id, byId(id)?.scrollTop]),
      focus: document.activeElement?.id,
      inMenu: Boolean(document.activeElement?.closest("#menue-platz")),
      refused: xhr.status >= 400,
    };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "arbeit" || !kept) return;
    const { typed, open, scrolled, focus, inMenu, refused } = kept;
    kept = null;
    anchorLine = null;
    for (const id of open) if (id !== "liste") byId(id)?.setAttribute("open", "");
    for (const [id, top] of scrolled) if (byId(id)) byId(id).scrollTop = top;
    for (const [id, value] of Object.entries(typed)) {
      const field = byId(id);
      if (!field || field.value === value) continue;
      field.value = value;
      if (document.activeElement?.id !== id && focus !== id) unsent.push(id);
      else field.dataset.unsent = ""; // a value that no hand has set since counts as no change when the field is left
    }
    rove();
    byId("ansage").textContent = byId("gesagt").textContent;
    if (sheet) turnTo(sheet);
    const place = work().dataset.ort;
    const refusal = byId("wanted") ?? (refused ? byId("abgelehnt") : null);
    if (refusal) {
      refusal.focus({ preventScroll: true });
      show(refusal);
    } else if (inMenu) {
      const line = byId(lastHandle) ?? nearestLine(lastHandle);
      if (line) standOn(line);
    } else if (/^g\d+$/.test(focus)) {
      const line = nearestLine(focus);
      if (line) standOn(line);
    } else if (focus && !byId(focus)) {
      byId(place ? `e-${place}` : "gesagt")?.focus({ preventScroll: true });
    }
    if (place && inMenu) {
      const result = byId(`e-${place}`);
      if (result) {
        show(result);
        together(result, { scroll: false });
      }
    }
  });

  // What was changed while the page was renewed, and left again, is sent as soon as the new forms are ready.
  document.addEventListener("htmx:afterSettle", () => {
    const ids = unsent;
    unsent = [];
    for (const id of ids) byId(id)?.dispatchEvent(new Event("change", { bubbles: true }));
    const button = byId("abgelehnt") || byId("wanted") ? null : byId(pressed); // nothing is stored without what was typed
    pressed = null;
    button?.click();
  });

  document.addEventListener("htmx:sendError", () => { pressed = null; });

  // A long text is sent while it is being typed, and what is not sent when the window is closed is sent then.
  setInterval(() => {
    const field = document.activeElement;
    if (work() && field?.matches("textarea") && unsavedFields().includes(field)) {
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }, 20_000);
  window.addEventListener("pagehide", () => {
    const form = work() && unsavedFields().find((field) => field.form?.matches("[hx-trigger*=change]"))?.form;
    if (!form) return;
    const data = new FormData(form);
    data.set("version", work().dataset.version);
    navigator.sendBeacon(form.action, data);
  });

  document.addEventListener("change", (event) => delete event.target.dataset.unsent);
  document.addEventListener("focusout", (event) => {
    if ("unsent" in event.target.dataset) event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("DOMContentLoaded", () => {
    rove();
    if (location.hash) arrive(location.hash.slice(1));
  });
})();
