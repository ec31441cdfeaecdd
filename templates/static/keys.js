// The list of keys, made of what carries one on this page, and the switch that turns them off.
"use strict";
{
  const { made } = backlog;
  let dialog;

  // "g b" is g, then b.
  const pressed = (keys) =>
    keys.split(" ").flatMap((key, place) => [...(place ? [` ${backlog.say("then")} `] : []), made("kbd", { textContent: key })]);

  const draw = () => {
    const { say, reachable } = backlog;
    const root = document.documentElement;
    const head = made("h2", { id: "keys-head", textContent: say("Keys") });
    const rows = [...reachable()].map(([keys, element]) => [pressed(keys), element.textContent.trim()]);
    rows.push([[made("kbd", { textContent: "Esc" })], say("Close what is open")]);
    const list = made("dl", { className: "pairs" }, ...rows.map(([keys, text]) => made("div", {}, made("dt", {}, ...keys), made("dd", { textContent: text }))));
    const field = made("input", { type: "checkbox", checked: root.dataset.keys !== "off" });
    field.addEventListener("change", () => {
      if (field.checked) delete root.dataset.keys;
      else root.dataset.keys = "off";
      backlog.kept("backlog-keys", field.checked ? "" : "off");
    });
    const close = made("button", { type: "button", textContent: say("Close") });
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(made("div", {}, head, list, made("label", {}, field, " ", say("Use single keys")), close));
  };

  backlog.keys = async () => {
    await backlog.load(); // it knows the words
    if (!dialog) {
      dialog = made("dialog", { className: "palette keys" });
      dialog.setAttribute("aria-labelledby", "keys-head");
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      document.body.append(dialog);
    }
    draw();
    if (!dialog.open) dialog.showModal();
  };
}
