import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeShape } from './shapes/judged-shape.ts';
import { django } from './shapes/django.ts';
import { goMicroservices } from './shapes/go-microservices.ts';
import { nest } from './shapes/nest.ts';
import { paymentPlatform } from './shapes/payment-platform.ts';
import { springBootBuyer } from './shapes/spring-boot-buyer.ts';
import { springBootMall } from './shapes/spring-boot-mall.ts';
import { springCloud } from './shapes/spring-cloud.ts';
import { thinkphp } from './shapes/thinkphp.ts';
import type { Shape } from './shapes/shape.ts';

process.env['STAFF_PASSWORD'] = 'staff-secret';
process.env['CLIENT'] = Buffer.from('mall-weapp:123456').toString('base64');
process.env['ADMIN_TOKEN'] = 'test1';
process.env['SELLER_TOKEN'] = 'token-of-seller';
process.env['PLATFORM_KEY'] = 'key-of-the-merchant';

const SHAPES: Readonly<Record<string, Shape>> = {
  nest,
  'go-microservices': goMicroservices,
  'spring-cloud': springCloud,
  'spring-boot-mall': springBootMall,
  'spring-boot-buyer': springBootBuyer,
  'payment-platform': paymentPlatform,
  thinkphp,
  django,
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
