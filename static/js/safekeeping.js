"use strict";

// Leaves what is typed with the server every few seconds, so that a closed browser or an ended session loses nothing.
document.addEventListener("DOMContentLoaded", () => {
  const notice = document.getElementById("kept-until");
  const form = document.querySelector("[name=ablage]")?.form;
  if (!notice || !form) return;

  function typed() {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("csrfmiddlewaretoken"); // it is another one after signing in anew
    return fields.toString();
  }
  // A page that came back with errors shows what was typed, and is to be kept as it is.
  let known = form.querySelector(".errornote") ? "" : typed();
  let sending = false;
  let left = false;

  async function keep() {
    const fields = typed();
    if (left || sending || fields === known) return;
    sending = true;
    try {
      const body = new URLSearchParams(fields);
      const answer = await fetch(notice.dataset.url, { method: "POST", body, keepalive: fields.length < 60000 });
      notice.textContent = await answer.text();
      if (answer.ok) known = fields;
    } catch {
      notice.textContent = "Keine Verbindung zum Server: Ihre Eingaben sind gerade nicht aufgehoben.";
    }
    sending = false;
    notice.hidden = false;
  }
  setInterval(keep, Number(notice.dataset.seconds) * 1000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
  form.addEventListener("submit", () => { left = true; });
  window.addEventListener("pageshow", () => { left = false; }); // back from a page that could not be reached
});
