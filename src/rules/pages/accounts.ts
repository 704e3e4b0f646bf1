import type { Clause } from '../clause.ts';
import { outOfScope } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { explains, frontEndsPart, operationsPart, otherProducts, platformsPart, saidAt } from './reasons.ts';

/** A merchant’s account, its addresses and the products next door, as WeChat Pay’s pages have it. */
export const accountsPages: readonly Clause[] = [
  ...pageClauses('4012073693', [
    {
      coverage: outOfScope(
        'What has leaked is found and replaced by people; that it does not leak is SECRETS-KEPT’s, which is signed off.',
        '泄露后的查找与更换由人完成；不泄露由书面确认的SECRETS-KEPT负责。',
      ),
      en: 'A key that has got into a public repository is replaced at once.',
      zh: '密钥一旦进入公开仓库应立即更换。',
    },
  ]),
  ...pageClauses('4012075113', [
    {
      coverage: operationsPart,
      en: 'A second host answers the same interfaces from elsewhere.',
      zh: '另有备用域名提供相同的接口。',
    },
    {
      coverage: outOfScope(
        'To a test run both hosts are the same gateway; that a repeated call does no harm is judged by ORDER-RETRY and REFUND-RETRY.',
        '测试中两个域名是同一网关；重试无害由ORDER-RETRY与REFUND-RETRY判定。',
      ),
      en: 'A call that timed out while connecting or reading, and no other, is made once more at the second host.',
      zh: '仅在连接或读取超时时，到备用域名重试一次。',
    },
    {
      coverage: operationsPart,
      en: 'Some traffic is kept on the second host, and goes back by itself once the first is well.',
      zh: '备用域名保持少量流量，主域名恢复后自动切回。',
    },
  ]),
  ...pageClauses('4012076543', [
    { coverage: explains, en: 'A call that takes up to three seconds is normal.', zh: '总耗时三秒以内属正常。' },
  ]),
  ...pageClauses('4012076563', [
    {
      coverage: saidAt('G§1.1-02'),
      en: 'The super administrator names the security contact.',
      zh: '超级管理员设置安全联系人。',
    },
  ]),
  ...pageClauses('4012791877', [
    {
      coverage: otherProducts,
      en: 'Orders of Native payment are made by an interface of its own, which knows ORDER_CLOSED.',
      zh: 'Native支付使用自己的下单接口，其错误码含ORDER_CLOSED。',
    },
  ]),
  ...pageClauses('4012791890', [
    {
      coverage: otherProducts,
      en: 'A new code_url of Native payment puts an end to the old one.',
      zh: 'Native支付重新下单后旧的code_url失效。',
    },
  ]),
  ...pageClauses('4012791894', [
    { coverage: explains, en: 'It introduces the product and where it can be used.', zh: '介绍产品及其适用场景。' },
  ]),
  ...pageClauses('4013053283', [
    {
      coverage: operationsPart,
      en: 'Proxies in between pass the headers of the signature on.',
      zh: '中间代理须透传签名请求头。',
    },
  ]),
  ...pageClauses('4013070756', [
    {
      coverage: platformsPart,
      en: 'mchid, appid, keys and serial numbers have their forms and their places in the merchant platform.',
      zh: '商户号、appid、密钥与序列号各有格式，并在商户平台获取。',
    },
    {
      coverage: platformsPart,
      en: 'An APIv3 key has thirty-two letters and digits, and can be set anew.',
      zh: 'APIv3密钥为32位字母与数字，可重置。',
    },
    {
      coverage: saidAt('D:4012791897-07'),
      en: 'An openid is one user’s under one appid.',
      zh: 'openid为某用户在某appid下的标识。',
    },
  ]),
  ...pageClauses('4015423618', [
    {
      coverage: platformsPart,
      en: 'A security contact who leaves is taken off at once.',
      zh: '安全联系人离职时应立即移除。',
    },
  ]),
  ...pageClauses('4015459512', [
    {
      coverage: platformsPart,
      en: 'The mini program is certified and bound to the merchant, and the product is applied for; no directory of payment is set.',
      zh: '小程序须认证并绑定商户号、开通产品权限，无需支付授权目录。',
    },
  ]),
  ...pageClauses('4020527461', [
    {
      coverage: frontEndsPart,
      en: 'Nothing is put between the customer and the cashier, and amount and button stay in sight.',
      zh: '收银台之前不得插入强制内容，金额与支付按钮不得遮挡。',
    },
    {
      coverage: frontEndsPart,
      en: 'Buttons that do not pay are not named as if they did.',
      zh: '非支付按钮不得使用支付类文案。',
    },
  ]),
];
