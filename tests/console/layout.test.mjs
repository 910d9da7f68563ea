import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openConsole, run, startMock } from './mock.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** WCAG 2.2's contrast of two colours, each as the browser computes it. */
function contrast(a, b) {
  const [light, dark] = [a, b].map((colour) => {
    const [r, g, blue] = colour.match(/[\d.]+/g).map(Number)
      .map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  }).sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [400, 1280]) {
    test(`${width} px, ${colorScheme}: nothing is cut off, and text can be read`, async () => {
      const mock = await startMock('--fault', '{"name": "busy", "polls": [9], "status": 503}');
      try {
        const { page } = await openConsole(browser, mock, { colorScheme, viewport: { width, height: 900 } });
        await page.locator('#live.on').waitFor();
        await fetch(`${mock.admin}/sessions`, { method: 'POST' });
        for (const path of [`/noxus/v1/runs/${run}`, `/duckie/api/v1/runs/${run}?extra=${'long'.repeat(40)}`, '/nowhere'])
          await mock.get(path);
        await page.locator('#request-list > li').nth(2).waitFor();
        await page.locator('#session-list a').waitFor();
        await page.locator('#request-list summary').first().click();
        await page.getByText('near miss:').first().waitFor();
        const folder = process.env.UNDERSTUDY_SCREENSHOTS;
        if (folder) await page.screenshot({ path: `${folder}/console-${width}-${colorScheme}.png`, fullPage: width === 400 });
        const { wide, colours } = await page.evaluate(() => {
          const background = (node) => {
            for (let at = node; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (!colour.startsWith('rgba(0, 0, 0, 0')) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          const leaves = [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility() &&
            [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== ''));
          return {
            wide: document.documentElement.scrollWidth,
            colours: leaves.map((each) => [each.textContent.slice(0, 40), getComputedStyle(each).color, background(each)]),
          };
        });
        assert.ok(wide <= width, `${wide} px wide`);
        assert.ok(colours.length > 50);
        for (const [text, ink, back] of colours)
          assert.ok(contrast(ink, back) >= 4.5, `${text}: ${ink} on ${back} is ${contrast(ink, back).toFixed(2)}`);
      } finally {
        await mock.stop();
      }
    });
  }
}
