"use strict";

// "Erfassen" works without this script; with it, files may be dropped anywhere on the page or pasted, what was chosen is
// listed, what is too much is said before it is sent, and Ctrl+Enter sends.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-ablage]");
  const input = form.querySelector("[data-dateien]");
  const list = form.querySelector("[data-gewaehlt]");
  const send = form.querySelector("[name=_lesen]");
  form.querySelector("[data-ablage-hinweis]").hidden = false;

  const megabytes = (bytes) => (bytes / 1e6).toLocaleString("de", { maximumFractionDigits: 1 });

  function tooMuch() {
    const files = [...input.files];
    const most = Number(form.dataset.hoechstensDateien);
    if (files.length > most) return `Das sind ${files.length} Dateien; auf einmal sind höchstens ${most} möglich.`;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const mostBytes = Number(form.dataset.hoechstensMb) * 1e6;
    if (size > mostBytes) {
      return `Das sind ${megabytes(size)} MB; auf einmal sind höchstens ${form.dataset.hoechstensMb} MB möglich.`;
    }
    return "";
  }

  function paragraph(text, kind) {
    const line = document.createElement("p");
    line.className = kind;
    line.textContent = text;
    return line;
  }

  function show(note = "") {
    const files = [...input.files];
    const lines = [];
    const complaint = note || tooMuch();
    if (complaint) lines.push(paragraph(complaint, "errornote"));
    if (files.length) {
      const size = files.reduce((sum, file) => sum + file.size, 0);
      const count = files.length === 1 ? "1 Datei" : `${files.length} Dateien`;
      lines.push(paragraph(`Gewählt: ${count}, ${megabytes(size)} MB`, "erfassen__summe"));
      const names = document.createElement("ul");
      for (const file of files.slice(0, 20)) {
        const name = document.createElement("li");
        name.textContent = file.name;
        names.append(name);
      }
      if (files.length > 20) {
        const more = document.createElement("li");
        more.textContent = `und ${files.length - 20} weitere`;
        names.append(more);
      }
      lines.push(names);
    }
    list.replaceChildren(...lines);
  }

  function add(transfer) {
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory);
    const all = new DataTransfer();
    for (const file of input.files) all.items.add(file);
    for (const item of items) {
      const file = folders.includes(item) ? null : item.getAsFile();
      if (file) all.items.add(file);
    }
    input.files = all.files;
    show(folders.length ? "Ein Ordner lässt sich nicht ablegen: bitte öffnen und die Dateien darin auswählen." : "");
    send.focus();
  }

  const bringsFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    form.classList.add("erfassen--ziel");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.classList.remove("erfassen--ziel");
  });
  document.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    form.classList.remove("erfassen--ziel");
    add(event.dataTransfer);
  });
  document.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    add(event.clipboardData);
  });
  input.addEventListener("change", () => show());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(send);
    }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter !== send || !tooMuch()) return;
    event.preventDefault();
    show();
    input.focus();
  });
  show();
});
