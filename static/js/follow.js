"use strict";

// A citation opens what it cites below its paragraph. Without this script it is the link that it looks like; with it,
// a button that says whether it is open. htmx fetches, on the event "follow".

const placeOf = (link) => document.querySelector(link.getAttribute("hx-target"));
const isOpen = (link) => placeOf(link).childElementCount > 0;

function describe(link) {
  const open = isOpen(link);
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", String(open));
  link.setAttribute("aria-controls", placeOf(link).id);
  // In the name only: words in the text would be copied with it.
  const words = link.textContent.replace(/\s+/g, " ").trim();
  link.setAttribute("aria-label", `${words}${link.dataset.follow}, ${open ? "zuklappen" : "aufklappen"}`);
}

function prepare(root) {
  for (const link of root.querySelectorAll("a[data-follow]")) describe(link);
  for (const button of root.querySelectorAll("[data-close]")) button.hidden = false;
}

// Whoever has just closed it wants no preview of it.
let justClosed = null;

// --- Open and close ---------------------------------------------------------------------------------------------

function linkOf(opened) {
  return document.getElementById(`zitat-${opened.dataset.opened}`);
}

function close(link) {
  placeOf(link).replaceChildren();
  describe(link);
  justClosed = link;
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
  keepInAddress();
}

// The address names what is open, so that it can be passed on: each citation that nothing further is open in, and as
// the place to begin at the one that was opened last. What stands in for an answer is open anyway.
function keepInAddress(current) {
  const paths = Array.from(document.querySelectorAll("[data-opened]:not([data-stands-in])"), (opened) => opened.dataset.opened);
  const ends = paths.filter((path) => path && !paths.some((other) => other.startsWith(`${path}-`)));
  const address = new URL(location.href);
  address.searchParams.delete("offen");
  for (const path of ends) address.searchParams.append("offen", path);
  const named = current || ends.at(-1);
  if (named) address.hash = `verweis-${named}`;
  else if (address.hash.startsWith("#verweis-")) address.hash = "";
  history.replaceState(history.state, "", address);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-follow]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    hidePreview();
    if (isOpen(link)) {
      close(link);
    } else {
      link.setAttribute("aria-busy", "true");
      htmx.trigger(link, "follow");
    }
  }
  const button = event.target.closest("[data-close]");
  if (button) close(linkOf(button.closest("[data-opened]")));
});

document.addEventListener("htmx:afterRequest", (event) => {
  event.target.closest?.("a[data-follow]")?.removeAttribute("aria-busy");
});

document.addEventListener("htmx:afterSettle", (event) => {
  const opened = event.detail.target?.closest(".opened-place")?.firstElementChild;
  if (!opened) return;
  prepare(document);
  opened.focus({ preventScroll: true });
  opened.scrollIntoView({ block: "nearest" });
  stillUntil = performance.now() + 500;
  keepInAddress(opened.dataset.opened);
});

// --- A look at it before it is opened -----------------------------------------------------------------------------

const preview = document.getElementById("vorschau");
const seen = new Map();
let shownFor = null;
let waiting = 0;
// What opens may push another citation below a pointer that has not moved.
let stillUntil = 0;

function hidePreview() {
  clearTimeout(waiting);
  preview.hidden = true;
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
}

async function showPreview(link) {
  const address = `${link.getAttribute("hx-get")}?vorschau`;
  shownFor = link;
  if (seen.has(address)) preview.innerHTML = seen.get(address);
  else {
    await htmx.ajax("GET", address, { source: preview, target: preview, swap: "innerHTML" });
    // What is not here yet may come while the page is open; everything else is asked for once.
    if (preview.querySelector("[data-lasting]")) seen.set(address, preview.innerHTML);
  }
  if (shownFor !== link || isOpen(link) || !preview.childElementCount) return;
  link.setAttribute("aria-describedby", preview.id);
  preview.hidden = false;
  place(link);
}

// Below the citation, above it where there is no room; within the window.
function place(link) {
  const lines = Array.from(link.getClientRects()).filter((line) => line.width > 1);
  const [first, last] = [lines.at(0), lines.at(-1)];
  const box = preview.getBoundingClientRect();
  const left = Math.max(8, Math.min(first.left, document.documentElement.clientWidth - box.width - 8));
  const above = last.bottom + box.height + 4 > window.innerHeight && first.top > box.height + 4;
  preview.style.left = `${left + window.scrollX}px`;
  preview.style.top = `${(above ? first.top - box.height - 2 : last.bottom + 2) + window.scrollY}px`;
}

function later(action, milliseconds) {
  clearTimeout(waiting);
  waiting = setTimeout(action, milliseconds);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || performance.now() < stillUntil) return;
  const link = event.target.closest("a[data-follow]");
  if (link && !isOpen(link) && link !== shownFor) later(() => showPreview(link), 300);
  else if (link || event.target.closest("#vorschau")) clearTimeout(waiting);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType !== "mouse" || !event.target.closest("a[data-follow], #vorschau")) return;
  // Time to move from the citation onto the preview.
  if (!shownFor?.matches(":focus-visible")) later(hidePreview, 300);
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest("a[data-follow]");
  if (link?.matches(":focus-visible") && !isOpen(link) && link !== justClosed) later(() => showPreview(link), 300);
  else hidePreview();
});
document.addEventListener("focusout", (event) => {
  justClosed = null;
  if (event.target === shownFor && !preview.matches(":hover")) later(hidePreview, 300);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hidePreview();
  const link = event.key === " " && event.target.closest?.("a[data-follow]");
  if (link) {
    event.preventDefault();
    link.click();
  }
});

prepare(document);
