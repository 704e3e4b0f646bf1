import { informative, outOfScope } from '../guide/clauses-of.ts';

/** Why no rule holds what a page says: the reasons that come more than once. */

export const explains = informative(
  'It explains, and asks nothing that could be kept or broken.',
  '仅作说明，没有可遵守或违反的要求。',
);
/** The clause that is named says the same, and what becomes of it there counts. */
export const saidAt = (clause: string) => informative(`It says what ${clause} says.`, `与${clause}所述相同。`);
export const forPeople = informative(
  'It is a text for people: no program may go by it, which is ERRORS-BY-CODE’s, and the kit’s gateway has Chinese alone.',
  '供人阅读的文字，程序不得以其为准（见ERRORS-BY-CODE），本工具的网关仅提供中文。',
);
export const platformsPart = outOfScope(
  'It is set, shown or done in WeChat Pay’s merchant platform, and not through the interfaces.',
  '在商户平台上设置、查看或办理，不经接口。',
);
export const otherProducts = outOfScope(
  'It is about another product, or another kind of merchant.',
  '针对其他产品或其他类型的商户。',
);
export const frontEndsPart = outOfScope(
  'It is about the pages that customers see; the kit judges gateways and backends.',
  '针对用户所见的页面，本工具只判定网关与商户后台。',
);
export const operationsPart = outOfScope(
  'It is about how production is run, which no test run sees.',
  '涉及生产环境的运行方式，测试中不可见。',
);
export const noLoadTest = outOfScope(
  'No rule tries how many calls a gateway bears: a test run is no load test. The simulated gateway has these limits as a switch.',
  '没有规则检验网关可承受的调用量：测试运行不是压力测试，模拟网关可选择启用这些限制。',
);
export const ofTheAccount = outOfScope(
  'It is about what a merchant’s account is allowed or lacks, and such accounts cannot be asked of a gateway under test.',
  '取决于商户账户的权限或缺失，无法要求被测网关提供此类账户。',
);
