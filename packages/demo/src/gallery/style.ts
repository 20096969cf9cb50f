// The style sheet of the gallery. Text colours keep a contrast of at least 4.5 to 1 in both schemes (WCAG 2.2, AA).
export const style = `
:root {
  --page: #f5f3ee; --card: #fffefb; --ink: #20242e; --soft: #5a6070; --line: #e2ded4; --accent: #1b6a75;
  --right: #17693f; --right-wash: #e3f2e8; --wrong: #a03a22; --wrong-wash: #fae8e1; --track: #e7e3d9; --bar: #3d8a94;
  --notice: #f6ead0; --notice-ink: #5e4310; --shade: 0 1px 2px rgb(40 34 20 / .06), 0 8px 28px rgb(40 34 20 / .07);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161a; --card: #1c1f25; --ink: #eceae5; --soft: #a7adba; --line: #2e323b; --accent: #7cc7d0;
    --right: #7dd6a5; --right-wash: #1b3227; --wrong: #f2a08a; --wrong-wash: #3a221c; --track: #2f333c; --bar: #5fb0ba;
    --notice: #3a301a; --notice-ink: #f0d9a4; --shade: 0 1px 2px rgb(0 0 0 / .4);
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  background: var(--page); color: var(--ink); padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 3rem) 3rem;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
header, main, footer { max-width: 82rem; margin-inline: auto; }
h1, h2 { font-family: ui-serif, "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; font-weight: 600; }
h1 { font-size: clamp(2rem, 4.5vw, 3.25rem); line-height: 1.1; letter-spacing: -.02em; text-wrap: balance; }
h2 { font-size: clamp(1.5rem, 3vw, 2rem); letter-spacing: -.01em; }
.lede { max-width: 44rem; margin-top: 1rem; font-size: 1.0938rem; color: var(--soft); text-wrap: pretty; }
.notice {
  display: inline-block; margin-top: 1.25rem; padding: .45rem .9rem; border-radius: .6rem;
  background: var(--notice); color: var(--notice-ink); font-size: .9375rem;
}
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.75rem; margin-top: 1.75rem; }
.facts div { display: flex; flex-direction: column-reverse; }
.facts dt { color: var(--soft); font-size: .875rem; }
.facts dd { font-size: 1.625rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
main { margin-top: 2.5rem; }
article {
  display: grid; grid-template-columns: minmax(16rem, 23rem) minmax(0, 1fr); gap: 1.5rem 2rem; margin-top: 1.5rem;
  padding: clamp(1rem, 2.2vw, 1.75rem); border: 1px solid var(--line); border-radius: 1.1rem; background: var(--card);
  box-shadow: var(--shade);
}
h3 { font-size: 1.125rem; line-height: 1.3; overflow-wrap: anywhere; }
figure { margin-top: .75rem; }
.frame { position: relative; border-radius: .75rem; overflow: hidden; background: var(--track); }
.frame img { display: block; width: 100%; height: auto; max-height: 34rem; object-fit: contain; }
.frame svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.frame rect { fill: none; vector-effect: non-scaling-stroke; }
.frame .under { stroke: rgb(10 14 24 / .75); stroke-width: 4.5px; }
.frame .over { stroke: #ffffff; stroke-width: 2px; stroke-dasharray: 8 5; }
figcaption { margin-top: .6rem; color: var(--soft); overflow-wrap: anywhere; }
.verdict { margin-top: .75rem; padding: .4rem .75rem; border-radius: .6rem; font-size: .9375rem; font-weight: 600; }
.verdict.right { background: var(--right-wash); color: var(--right); }
.verdict.wrong { background: var(--wrong-wash); color: var(--wrong); }
.time { margin-top: .5rem; color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
ol {
  display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.25rem 1.1rem; padding: 0;
  list-style: none;
}
li:first-child { grid-column: span 2; grid-row: span 2; }
li:first-child .name { font-size: 1.0625rem; font-weight: 600; }
.thumb { position: relative; aspect-ratio: 1; border-radius: .75rem; overflow: hidden; background: var(--track); }
.thumb img { display: block; width: 100%; height: 100%; object-fit: contain; }
.expected .thumb { outline: 4px solid var(--right); outline-offset: 2px; }
.mark {
  position: absolute; left: .5rem; bottom: .5rem; padding: .1rem .6rem; border-radius: 1rem;
  background: #17693f; color: #ffffff; font-size: .8125rem; font-weight: 600;
}
.score { display: flex; align-items: center; gap: .6rem; margin-top: .7rem; }
.score b { font-size: .9375rem; font-variant-numeric: tabular-nums; }
.bar { flex: 1; height: .5rem; border-radius: 1rem; background: var(--track); overflow: hidden; }
.bar i { display: block; height: 100%; border-radius: 1rem; background: var(--bar); }
.expected .bar i { background: var(--right); }
.name { margin-top: .35rem; font-size: .9375rem; line-height: 1.35; overflow-wrap: anywhere; }
.key { color: var(--soft); font-size: .8125rem; overflow-wrap: anywhere; }
.none { color: var(--soft); }
.weak { margin-top: 4rem; padding-top: 2.25rem; border-top: 1px solid var(--line); }
.weak > p { max-width: 44rem; margin-top: .75rem; color: var(--soft); text-wrap: pretty; }
footer { margin-top: 3rem; color: var(--soft); font-size: .875rem; }
@media (max-width: 58rem) { article { grid-template-columns: minmax(0, 1fr); } .query { max-width: 30rem; } }
@media (max-width: 36rem) { ol { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media print { body { background: #ffffff; } article { break-inside: avoid; box-shadow: none; } }
`
