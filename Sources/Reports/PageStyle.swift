/// The looks of a page, and the few lines that sort its tables.
package enum PageStyle {
  /// Pictures have the colours of light paper; in the dark the background, letters and lines of a
  /// picture are changed by their values, the data's colours stay.
  package static let css = """
    :root { --ground: #fff; --ink: #1f2328; --quiet: #57606a; --line: #d0d7de; --shade: #f6f8fa;
      --keyword: #8250df; --string: #0a3069; --number: #0550ae; --call: #6639ba;
      --good: #1a7f37; --bad: #cf222e; }
    @media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #e6edf3;
      --quiet: #9198a1; --line: #3d444d; --shade: #161b22; --keyword: #d2a8ff; --string: #a5d6ff;
      --number: #79c0ff; --call: #d2a8ff; --good: #3fb950; --bad: #f85149; }
      .dcs-picture [fill="#ffffff"] { fill: #0d1117; }
      .dcs-picture [stroke="#ffffff"] { stroke: #0d1117; }
      .dcs-picture [fill="#1f2328"] { fill: #e6edf3; }
      .dcs-picture [stroke="#1f2328"] { stroke: #e6edf3; }
      .dcs-picture [fill="#57606a"], .dcs-picture [fill="#6e7781"] { fill: #9198a1; }
      .dcs-picture [fill="#e4e7eb"] { fill: #2a313a; }
      .dcs-picture [fill="#000000"] { fill: #e6edf3; }
      .dcs-picture [stroke="#000000"] { stroke: #e6edf3; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
    main { max-width: 52rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
    h1, h2, h3 { line-height: 1.25; margin: 2rem 0 .75rem; }
    h1 { font-size: 1.9rem; } h2 { font-size: 1.4rem; } h3 { font-size: 1.15rem; }
    a { color: var(--number); }
    pre { overflow-x: auto; margin: .75rem 0; padding: .75rem 1rem; border-radius: 6px;
      font: .82rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
    .code { background: var(--shade); border: 1px solid var(--line); }
    .text { padding: 0 1rem; border-left: 3px solid var(--line); border-radius: 0; }
    .keyword { color: var(--keyword); } .string { color: var(--string); }
    .number { color: inherit; } .code .number { color: var(--number); }
    .call { color: var(--call); }
    .comment, .remark, .key, caption { color: var(--quiet); }
    .passed { color: var(--good); } .failed, .fault { color: var(--bad); }
    .scroll { overflow-x: auto; margin: 1rem 0; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
    caption { text-align: left; padding: 0 0 .4rem; font-weight: 600; }
    th, td { padding: .3rem .75rem; border-bottom: 1px solid var(--line); text-align: left;
      white-space: nowrap; }
    td.number, th.number { text-align: right; }
    th button { all: unset; cursor: pointer; font-weight: 600; }
    th button:focus-visible { outline: 2px solid var(--number); }
    th[aria-sort=ascending] button::after { content: " ▲"; }
    th[aria-sort=descending] button::after { content: " ▼"; }
    .key { font-size: .85rem; margin: 0 0 1rem; }
    figure { margin: 1.25rem 0; }
    figure svg { display: block; width: 100%; height: auto; max-width: 100%; }
    .facts { margin-top: 3rem; border-top: 2px solid var(--line); }
    .facts td { white-space: normal; overflow-wrap: anywhere; }
    @media (max-width: 600px) { .text { white-space: pre-wrap; overflow-wrap: anywhere; }
      figure { overflow-x: auto; } figure svg { min-width: 520px; } }
    @media print { body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; } .scroll { overflow: visible; }
      figure, table, .text { break-inside: avoid; } h1, h2, h3 { break-after: avoid; }
      @page { margin: 18mm; } }
    """

  static let script = """
    for (const button of document.querySelectorAll("table.sortable th button")) {
      button.addEventListener("click", () => {
        const head = button.parentElement, place = head.cellIndex;
        const body = head.closest("table").tBodies[0];
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const key = (row) => {
          const cell = row.cells[place], value = cell.dataset.value;
          return value === undefined ? cell.textContent : Number(value);
        };
        const sign = up ? 1 : -1;
        const rows = [...body.rows].sort((a, b) => {
          const x = key(a), y = key(b);
          if (typeof x === "number" && typeof y === "number") return sign * (x - y);
          return sign * String(x).localeCompare(String(y), "en", {numeric: true});
        });
        body.append(...rows);
      });
    }
    """
}
