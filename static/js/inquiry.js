"use strict";

// "Link zu Frage 3" copies the address; where that is not allowed it stays the plain link that it is.
const status = document.getElementById("kopiert");
for (const link of document.querySelectorAll("a[data-copy-link]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    try {
      await navigator.clipboard.writeText(link.href);
      status.textContent = `${link.textContent.trim()} wurde kopiert.`;
      link.classList.add("is-done");
      setTimeout(() => {
        status.textContent = "";
        link.classList.remove("is-done");
      }, 3000);
    } catch {
      location.hash = link.hash;
    }
  });
}

// The jump list shows which question is being read: the last one that begins above the upper third.
const links = new Map(Array.from(document.querySelectorAll("a[data-jump]"), (link) => [link.dataset.jump, link]));
const begun = new Set();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) begun.add(target.id);
      else begun.delete(target.id);
    }
    let current = null;
    for (const id of links.keys()) if (begun.has(id)) current = id;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  },
  // Everything from far above the window down to its upper third counts as begun.
  { rootMargin: "1000000px 0px -66% 0px" },
);
for (const id of links.keys()) {
  const target = document.getElementById(id);
  if (target) watcher.observe(target);
}
