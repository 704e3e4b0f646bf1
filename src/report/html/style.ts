import { verbatim } from './markup.ts';

/** The report's only stylesheet. Colours are told by words and marks too, and hold AA contrast in both schemes. */
export const STYLE = verbatim(`
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --line: #d0d7de; --card: #f6f8fa; --page: #ffffff;
  --pass: #116329; --fail: #b3141b; --warn: #7d4e00; --none: #57606a; --note: #0550ae; --accent: #07794b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --dim: #a0a9b3; --line: #3d444d; --card: #161b22; --page: #0d1117;
  --pass: #56d364; --fail: #ff8f87; --warn: #e3b341; --none: #a0a9b3; --note: #79c0ff; --accent: #4ac78b; } }
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; color: var(--ink); background: var(--page); }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.1rem; font-weight: 600; color: var(--dim); margin: 0; }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 0; }
h4 { font-size: .95rem; margin: 1.25rem 0 .35rem; } h5 { font-size: .875rem; margin: 1rem 0 .3rem; }
a { color: var(--note); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--note); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .5rem; }
.verdict { font-size: clamp(1.7rem, 6vw, 2.6rem); font-weight: 700; line-height: 1.15; margin: .4rem 0; }
.lead { font-size: 1.1rem; margin: .5rem 0 1.5rem; max-width: 46rem; }
.self { border-left: 4px solid var(--warn); padding: .35rem .8rem; background: var(--card); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .15rem 2rem; margin: 1.25rem 0 0; font-size: .925rem; }
dl.facts div { display: grid; grid-template-columns: 5.5rem 1fr; } dl.facts dt { color: var(--dim); } dl.facts dd { margin: 0; }
.tally { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.6rem; padding: 0; margin: 1.25rem 0 .35rem; } .tally strong { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.strip { width: 100%; height: .6rem; border-radius: .3rem; } .strip rect { fill: currentColor; } .strip .not-applicable, .strip .not-observed, .strip .inconclusive { opacity: .45; }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; font-size: .925rem; overflow-wrap: normal; }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-weight: 500; color: var(--dim); vertical-align: bottom; } tbody tr:last-child > * { font-weight: 700; } th[scope=row] { font-weight: 500; }
td.n, th.n { text-align: right; } td.n.zero { color: var(--dim); }
.pass { color: var(--pass); } .fail, .error { color: var(--fail); } .warn { color: var(--warn); }
.not-applicable, .not-observed, .inconclusive { color: var(--none); } .attested { color: var(--note); }
.badge { font-weight: 600; white-space: nowrap; }
.dim { color: var(--dim); } .small { font-size: .875rem; }
article { border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin: .75rem 0; scroll-margin-top: 1rem; }
article.fail, article.error { border-left: 5px solid var(--fail); color: var(--ink); }
article.warn { border-left: 5px solid var(--warn); color: var(--ink); }
article.pass, article.attested, article.not-applicable, article.not-observed, article.inconclusive { color: var(--ink); }
article header { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: baseline; }
article p { margin: .4rem 0; } article figure { content-visibility: auto; contain-intrinsic-size: auto 30rem; }
.told { border-left: 3px solid var(--fail); padding-left: .8rem; } article.warn .told { border-color: var(--warn); }
ul, ol { padding-left: 1.4rem; margin: .4rem 0; } li { margin: .15rem 0; } ul.plain { list-style: none; padding: 0; } ul.plain > li { margin: .35rem 0; }
ul.steps { list-style: none; padding: 0 0 0 1rem; margin: .4rem 0; } ul.steps li { padding-left: 3.6rem; text-indent: -3.6rem; } ul.steps strong { text-indent: 0; display: inline-block; min-width: 3.2rem; font-weight: 600; color: var(--dim); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--note); }
summary h4 { display: inline; margin: 0; } .story { border-top: 1px solid var(--line); padding-top: .6rem; } .story > summary { color: var(--ink); } .quiet { margin: 0; } .quiet > summary { color: var(--ink); }
pre, code { font: .84rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; margin: .4rem 0; white-space: pre-wrap; }
figure { margin: 1rem 0; } figcaption { color: var(--dim); font-size: .9rem; margin-bottom: .4rem; }
svg { display: block; max-width: none; } svg text { font: 12px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; fill: var(--ink); stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }
svg .lane { stroke: var(--line); } svg .arrow { stroke: var(--ink); fill: none; } svg .head { fill: var(--ink); }
svg .back { stroke: var(--dim); stroke-dasharray: 4 3; fill: none; } svg .box { fill: var(--card); stroke: var(--line); }
svg .dim { fill: var(--dim); } svg .bad { fill: var(--fail); } svg .good { fill: var(--pass); } svg .mark { fill: var(--warn); opacity: .16; }
svg .seen { stroke: var(--accent); fill: none; stroke-width: 2; } svg .unseen { stroke: var(--dim); stroke-dasharray: 3 4; fill: none; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
footer { margin-top: 3rem; color: var(--dim); font-size: .875rem; }
@media (max-width: 40rem) { th, td { padding: .3rem .3rem; } table { font-size: .82rem; } dl.facts { grid-template-columns: 1fr; } }
@page { margin: 14mm; }
@media print { article figure { content-visibility: visible; } :root { color-scheme: light; } html { font-size: 10.5px; } body { max-width: none; padding: 0; } nav, .skip, .again { display: none; }
  article:not(.fail, .warn, .error, .inconclusive), tr, figure, .steps { break-inside: avoid; } h2, h3, h4, h5, header, summary { break-after: avoid; } a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; } svg { max-width: 100%; height: auto; } .strip { height: .6rem; print-color-adjust: exact; } .mark { print-color-adjust: exact; }
  article > details:not(.story)::details-content { content-visibility: visible; block-size: auto; } }
`);
