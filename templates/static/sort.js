// Tables that sort themselves: a head is a button, the third click gives back the order as it was. A table
// whose end is folded away (`data-sort` around both) is one list: its parts keep their lengths.
"use strict";
{
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // What a cell is compared by: its value where it has one, else its words; all figures or all words.
  const told = (cell) => cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  const comparison = (values) => {
    const figures = values.every((value) => value === "" || !Number.isNaN(Number(value)));
    return figures ? (one, other) => one - other : compare;
  };

  const sorter = (area) => {
    const tables = [...area.querySelectorAll("table[data-sortable]")];
    const bodies = tables.map((table) => ({ body: table.tBodies[0], before: [...table.tBodies[0].rows] }));
    const isItem = (row) => !row.classList.contains("cut");
    const every = bodies.flatMap(({ before }) => before.filter(isItem));
    const select = area.querySelector(".sorting select");
    const turn = area.querySelector(".sorting button");
    let column = -1, falling = false;

    const order = () => {
      const values = new Map(every.map((row) => [row, told(row.cells[column])]));
      const by = comparison([...values.values()]);
      return every.toSorted((one, other) => {
        const [left, right] = [values.get(one), values.get(other)];
        if (left === "" || right === "") return (left === "") - (right === "");
        return falling ? by(right, left) : by(left, right);
      });
    };
    const draw = () => {
      const sorted = column < 0 ? undefined : order();
      for (const { body, before } of bodies) {
        const own = before.filter(isItem).length;
        // The line of capacity says something of the one order only.
        body.replaceChildren(...(sorted ? sorted.splice(0, own) : before));
      }
      for (const table of tables)
        [...table.tHead.rows[0].cells].forEach((head, place) => {
          head.ariaSort = place !== column ? null : falling ? "descending" : "ascending";
        });
      if (select) select.value = String(column);
      if (turn) turn.disabled = column < 0;
      area.dispatchEvent(new CustomEvent("sorted", { bubbles: true }));
    };
    const natural = (head) => head.dataset.first === "descending";
    const press = (place, head) => {
      if (place !== column) [column, falling] = [place, natural(head)];
      else if (falling === natural(head)) falling = !falling;
      else column = -1;
      draw();
    };
    for (const table of tables)
      [...table.tHead.rows[0].cells].forEach((head, place) => {
        const button = backlog.made("button", { type: "button" }, ...head.childNodes);
        button.addEventListener("click", () => press(place, head));
        head.append(button);
      });
    select?.addEventListener("change", () => {
      column = Number(select.value);
      falling = column >= 0 && natural(tables[0].tHead.rows[0].cells[column]);
      draw();
    });
    turn?.addEventListener("click", () => {
      falling = !falling;
      draw();
    });
  };

  const areas = new Set([...document.querySelectorAll("table[data-sortable]")].map((table) => table.closest("[data-sort]") ?? table.closest(".table")));
  areas.forEach(sorter);
}
