"use strict";

// Asks who else works on this page's row, as long as somebody looks at the page.
document.addEventListener("DOMContentLoaded", () => {
  const region = document.getElementById("presence");
  const pause = Number(region.dataset.seconds) * 1000;
  let asked = Date.now();

  function ask() {
    if (document.visibilityState !== "visible" || Date.now() - asked < 0.9 * pause) return;
    asked = Date.now();
    htmx.trigger(region, "presence");
  }
  setInterval(ask, pause);
  document.addEventListener("visibilitychange", ask);

  // Whoever signed in again in another window can still send the form of this one.
  region.addEventListener("htmx:afterRequest", (event) => {
    const token = event.detail.xhr.getResponseHeader("X-CSRF-Token");
    if (!token) return;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  });
});
