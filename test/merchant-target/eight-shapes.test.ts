import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeShape } from './shapes/judged-shape.ts';
import { goMicroservices } from './shapes/go-microservices.ts';
import { nest } from './shapes/nest.ts';
import { springBootMall } from './shapes/spring-boot-mall.ts';
import { springCloud } from './shapes/spring-cloud.ts';
import type { Shape } from './shapes/shape.ts';

process.env['STAFF_PASSWORD'] = 'staff-secret';
process.env['CLIENT'] = Buffer.from('mall-weapp:123456').toString('base64');
process.env['ADMIN_TOKEN'] = 'test1';

const SHAPES: Readonly<Record<string, Shape>> = {
  nest,
  'go-microservices': goMicroservices,
  'spring-cloud': springCloud,
  'spring-boot-mall': springBootMall,
};

describe('eight shapes', () => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    it(name, async () => {
      const { verdict, rules } = await judgeShape(name, shape);
      const found = rules
        .filter((rule) => rule.verdict !== 'pass')
        .map((rule) => `${rule.rule.id} ${rule.verdict}: ${rule.reason}`);
      assert.deepEqual([verdict, ...found], []);
    });
  }
});
