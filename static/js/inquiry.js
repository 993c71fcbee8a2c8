"use strict";

// "Link zu Frage 3" copies the address; where that is not allowed it stays the plain link that it is.
const status = document.getElementById("kopiert");
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy-link]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  try {
    await navigator.clipboard.writeText(link.href);
    status.textContent = `${link.textContent.trim()} wurde kopiert.`;
    link.classList.add("is-done");
    setTimeout(() => {
      status.textContent = "";
      link.classList.remove("is-done");
    }, 3000);
  } catch {
    location.href = link.href;
  }
});

// The jump list shows which question is being read: the last one that begins near the upper edge of the window or above,
// or, where the page ends before it could get there, the one that was jumped to.
const links = new Map(Array.from(document.querySelectorAll("a[data-jump]"), (link) => [link.dataset.jump, link]));
const begun = new Set();

function atEnd() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
}

function showCurrent() {
  let current = null;
  for (const [id, link] of links) {
    if (begun.has(id) || (atEnd() && link.hash === location.hash)) current = id;
  }
  for (const [id, link] of links) {
    if (id === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) begun.add(target.id);
      else begun.delete(target.id);
    }
    showCurrent();
  },
  // Everything from far above the window down to just below its upper edge counts as begun.
  { rootMargin: "1000000px 0px -85% 0px" },
);
for (const id of links.keys()) {
  const target = document.getElementById(id);
  if (target) watcher.observe(target);
}
addEventListener("hashchange", showCurrent);
addEventListener("scrollend", showCurrent);
