import { readFileSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { resourcesPath } from '../../src/shared/node/resources.ts';

const BYTES_MAX = 4096;

const demo = loadDemoData();

const picturesIn = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        key === 'picture' ? [inner] : picturesIn(inner),
      )
    : [];

describe('drawings of the demo', () => {
  const folder = resourcesPath('demo', 'pictures');
  // Beside them stand the same as PNG, for those who share an address.
  const files = readdirSync(folder).filter((file) => file !== 'share');

  test('each one that is named is there, and each one that is there is named', () => {
    const named = new Set(picturesIn(demo));
    expect(named).toEqual(new Set(files));
  });

  test('each event and each collective has its own', () => {
    const own = [...demo.events, ...demo.collectives].map(({ picture }) => picture);
    expect(new Set(own).size).toBe(own.length);
  });

  test('each is a small plain drawing without text, gradient, script, style or reference', () => {
    const refused =
      /<text|Gradient|<script|<style|style=|href|\sid=|\son\w+=|<foreignObject|<image|<!/i;
    const isRight = (file: string) => {
      const svg = readFileSync(`${folder}/${file}`, 'utf8');
      const viewBox = file.startsWith('product-') ? '0 0 96 96' : '0 0 800 450';
      return (
        svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">`) &&
        !refused.test(svg) &&
        statSync(`${folder}/${file}`).size < BYTES_MAX
      );
    };
    expect(files.filter((file) => !isRight(file))).toEqual([]);
  });
});
