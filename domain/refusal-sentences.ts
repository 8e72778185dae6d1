// Every refusal as a sentence in each language: what happened and, where there is something to do, what to do.

import { type Language, nameIn } from './language'
import { yuanText } from './money'
import type { RefusalCode, RefusalDetails } from './refusal'

type Sentence = string | ((details: RefusalDetails) => string)

const ZH: Record<RefusalCode, Sentence> = {
  'input.invalid': (d) => `填写的内容不正确${d.field ? `：${d.field}` : ''}，请检查后重试。`,
  'input.too-often': '操作太频繁了，请稍等片刻再试。',
  'request.foreign-origin': '这个请求来自其他网站，已被拒绝。',
  'request.key-reused': '这个请求编号已用于另一份内容，请刷新后重试。',
  'system.busy': '系统正忙，请稍后再试，您的内容没有丢失。',
  'session.missing': '请先登录。',
  'session.wrong-password': '账号或密码不正确。',
  'permission.missing': '您没有权限进行此操作。',
  'thing.not-found': '没有找到，可能已被移除。',
  'thing.changed': '内容刚刚被别人更新了，请看过最新内容后重试。',
  'table.unknown': '没有找到这张桌台，请重新扫描桌上的二维码，或请服务员帮忙。',
  'table.occupied': (d) => `${d.table ?? '这张桌台'}正在用餐。`,
  'table.full': '这张桌台的人数已满，请服务员帮忙。',
  'seat.expired': '本桌用餐已结束，请重新扫描桌上的二维码。',
  'sitting.has-open-bill': (d) => `还有 ¥${amount(d.openCents)} 未结清，结清后才能清台。`,
  'dish.sold-out': (d) => `${names('zh-CN', d)}已售罄，其余菜品仍为您保留在购物车中。`,
  'dish.not-offered': (d) => `${names('zh-CN', d)}当前不供应，其余菜品仍为您保留在购物车中。`,
  'dish.too-few-left': (d) => `${names('zh-CN', d)}只剩 ${d.left} 份，请减少数量。`,
  'choice.invalid': (d) =>
    d.group ? `请为“${d.dish}”正确选择“${d.group}”。` : `“${d.dish}”的选项不正确，请重新选择。`,
  'cart.empty': '购物车是空的，请先选菜。',
  'cart.too-full': '购物车已满，请先提交这一单再继续点。',
  'cart.changed': '同桌的朋友刚刚修改了购物车，请确认后再提交。',
  'price.changed': (d) => `价格有变动：现在合计 ¥${amount(d.totalCents)}，请确认后再提交。`,
  'order.final': '这张订单已结束，不能再修改。',
  'order.already-paid': '这张订单已经付清。',
  'order.nothing-owed': '目前没有需要支付的金额。',
  'order.not-paid': '这张订单还没有付款。',
  'round.already-decided': (d) => (d.by ? `这一单刚刚已由${d.by}处理。` : '这一单已经处理过了。'),
  'line.moved-on': (d) => (d.by ? `这道菜刚刚已由${d.by}更新。` : '这道菜的状态刚刚已更新。'),
  'request.already-answered': (d) => (d.by ? `${d.by}已经去过了。` : '已经有同事去过了。'),
  'line.not-confirmed': '这一单还未确认，请先确认订单。',
  'station.is-default': '这是默认档口，没有归属的菜品都由它制作。请先把另一个档口设为默认。',
  'printer.none': '没有可用的打印机，请店长先在“打印机”页面添加。',
  'payment.final': '这笔支付已经结束，不能再更改。',
  'payment.expired': '支付已超时，请重新发起支付。',
  'payment.amount-wrong': '支付金额与订单不符。',
  'payment.unsigned': '支付通知的签名无效。',
  'payment.other-pending': '同桌正在支付这张订单，请稍等或先取消那笔支付。',
  'split.nothing-left': '这一份已经有人付了，请看看还剩什么。',
  'split.locked': (d) =>
    d.guestNumber
      ? `${d.guestNumber} 号客人正在付这一份，请稍等，或选择其他菜。`
      : '店员正在收这一份，请稍等，或选择其他菜。',
  'split.too-much': (d) => `现在最多还能付 ¥${amount(d.leftCents)}。`,
  'provider.unreachable': '支付平台暂时没有回应，请稍后再试，或换一种支付方式。',
  'provider.refused': (d) =>
    `支付平台没有接受这个请求${d.reason ? `（${d.reason}）` : ''}，请换一种支付方式或联系店员。`,
  'account.settings-invalid': (d) => `收款账户的资料不正确${d.field ? `：${d.field}` : ''}。`,
  'account.secret-missing': (d) => `服务器的环境变量 ${d.name} 还没有设置，设置后重新启动即可。`,
  'account.secret-invalid': (d) => `环境变量 ${d.name} 的内容不是有效的密钥，请重新核对。`,
  'cash.too-little': (d) => `收到的现金不足：应收 ¥${amount(d.amountCents)}。`,
  'refund.over-limit': (d) => `收银员每单最多可退 ¥${amount(d.limitCents)}，请找店长操作。`,
  'refund.not-failed': '这笔退款没有失败，不用重试。',
  'payment.no-answer': '支付平台没有回应，请稍后再试。',
  'order.other-runs': '这桌还有另一张未结的账单，请先结清它。',
  'order.still-open': (d) => `这张账单还有 ¥${amount(d.openCents)} 待付。`,
  'refund.too-much': (d) => `这笔支付最多还可退 ¥${amount(d.leftCents)}。`,
  'member.unknown': '没有找到这位会员。',
  'member.exists': '这个手机号已经是会员。',
  'member.phone-invalid': '请输入正确的 11 位手机号。',
  'member.unproven': '请先用短信验证码确认这是您的手机号。',
  'member.confirmation-wrong': '手机号后四位不符，没有删除任何内容。',
  'code.wrong': '验证码不正确或已失效，请检查，或重新获取。',
  'code.not-sent': '验证码暂时发不出去，请稍后再试，或请服务员帮忙。',
  'points.too-few': (d) => `积分不足：现有 ${d.points} 分。`,
  'coupon.ended': '这项优惠已经结束。',
  'coupon.not-yet': '这项优惠还没有开始。',
  'coupon.per-member': '这种优惠券每位会员的数量有限，您已经领满了。',
  'coupon.all-given': '这种优惠券已经发完了。',
  'coupon.not-in-hand': '这张优惠券已使用、已作废，或正在账单上。',
  'coupon.expired': '这张优惠券已过期。',
  'coupon.other-member': '这张优惠券只能用在它主人的账单上。',
  'coupon.one-per-bill': '一张账单只能用一张优惠券，请先取下现在的这张。',
  'coupon.condition-unmet': (d) =>
    `这张账单还不满足使用条件：菜品折后需满 ¥${amount(d.minimumCents)}${Array.isArray(d.dishes) && d.dishes.length > 0 ? `，并点了${names('zh-CN', d)}` : ''}。`,
  'discount.too-much': (d) => `一张账单上您最多可优惠 ¥${amount(d.limitCents)}，更多请由经理操作。`,
  'offer.invalid': (d) => `优惠的内容不完整或不合理${d.field ? `：${d.field}` : ''}，请检查。`,
  'offer.in-hands': '这种券已经发给顾客，面值和条件不能再改。请停发它，另建一种。',
  'levels.invalid': (d) =>
    `第 ${d.level} 级不合理：首级从 0 分起，积分逐级升高，折扣逐级不变或更低。`,
  'period.invalid': '日期范围不正确：请选择不超过两年的有效起止日期。',
  'statement.not-yet': (d) =>
    d.from
      ? `支付平台还没有出这一天的账单，${d.from}（北京时间）之后可以对账。`
      : '支付平台还在生成这一天的账单，请稍后再来对账。',
  'statement.unreadable': '支付平台的账单没有完整下载或无法核实，没有采用，请稍后重试。',
}

const EN: Record<RefusalCode, Sentence> = {
  'input.invalid': (d) =>
    `Something in the form is not right${d.field ? ` (${d.field})` : ''}. Please check it and try again.`,
  'input.too-often': 'That was a bit too fast. Please wait a moment and try again.',
  'request.foreign-origin': 'This request came from another website and was refused.',
  'request.key-reused':
    'This request number was used for something else. Please reload and try again.',
  'system.busy': 'The system is busy. Please try again shortly; nothing you entered is lost.',
  'session.missing': 'Please sign in first.',
  'session.wrong-password': 'The login or the password is not right.',
  'permission.missing': 'You are not allowed to do this.',
  'thing.not-found': 'Not found. It may have been removed.',
  'thing.changed': 'Somebody just changed this. Please look at the latest state and try again.',
  'table.unknown':
    'We do not know this table. Please scan the code on the table again, or ask a waiter.',
  'table.occupied': (d) => `${d.table ?? 'This table'} is taken.`,
  'table.full': 'This table has as many phones as it takes. Please ask a waiter.',
  'seat.expired': 'This meal has ended. Please scan the code on the table again.',
  'sitting.has-open-bill': (d) =>
    `¥${amount(d.openCents)} is still open. Please settle it before clearing the table.`,
  'dish.sold-out': (d) => `${names('en', d)} is sold out. Everything else is still in your cart.`,
  'dish.not-offered': (d) =>
    `${names('en', d)} is not offered right now. Everything else is still in your cart.`,
  'dish.too-few-left': (d) => `Only ${d.left} of ${names('en', d)} left. Please take fewer.`,
  'choice.invalid': (d) =>
    d.group
      ? `Please choose “${d.groupEn ?? d.group}” for “${d.dishEn ?? d.dish}”.`
      : `The options for “${d.dishEn ?? d.dish}” are not right. Please choose again.`,
  'cart.empty': 'The cart is empty. Please choose some dishes first.',
  'cart.too-full': 'The cart is full. Please submit it before adding more.',
  'cart.changed': 'Somebody at your table just changed the cart. Please check it and submit again.',
  'price.changed': (d) =>
    `A price has changed: the total is now ¥${amount(d.totalCents)}. Please check it and submit again.`,
  'order.final': 'This order has ended and cannot be changed any more.',
  'order.already-paid': 'This order is already paid.',
  'order.nothing-owed': 'There is nothing to pay at the moment.',
  'order.not-paid': 'This order has not been paid yet.',
  'round.already-decided': (d) =>
    d.by ? `${d.by} has just decided this round.` : 'This round was already decided.',
  'line.moved-on': (d) =>
    d.by ? `${d.by} has just updated this dish.` : 'This dish has just been updated.',
  'request.already-answered': (d) => `${d.by ?? 'A colleague'} has already taken care of this.`,
  'line.not-confirmed': 'This round is not confirmed yet. Please confirm it first.',
  'station.is-default':
    'This is the default station: it makes what no other one does. Make another one the default first.',
  'printer.none': 'There is no printer for this. A manager can add one on the Printers page.',
  'payment.final': 'This payment has ended and cannot be changed.',
  'payment.expired': 'This payment has expired. Please start it again.',
  'payment.amount-wrong': 'The amount does not match the order.',
  'payment.unsigned': 'The signature of the payment notice is not valid.',
  'payment.other-pending':
    'Somebody at your table is paying this bill. Please wait, or cancel that payment first.',
  'split.nothing-left': 'Somebody has already paid for this. Please see what is left.',
  'split.locked': (d) =>
    d.guestNumber
      ? `Guest ${d.guestNumber} is paying for this just now. Please wait, or choose something else.`
      : 'Our staff are taking money for this just now. Please wait, or choose something else.',
  'split.too-much': (d) => `At most ¥${amount(d.leftCents)} can be paid at the moment.`,
  'provider.unreachable':
    'The payment platform is not answering. Try again in a moment, or pay another way.',
  'provider.refused': (d) =>
    `The payment platform did not accept this${d.reason ? ` (${d.reason})` : ''}. Pay another way, or ask our staff.`,
  'account.settings-invalid': (d) =>
    `The details of the account are not right${d.field ? `: ${d.field}` : ''}.`,
  'account.secret-missing': (d) =>
    `The server has no environment variable ${d.name}. Set it and start again.`,
  'account.secret-invalid': (d) =>
    `The environment variable ${d.name} does not hold a valid key. Check it.`,
  'cash.too-little': (d) => `Not enough cash: ¥${amount(d.amountCents)} is due.`,
  'refund.over-limit': (d) =>
    `A cashier gives back at most ¥${amount(d.limitCents)} of a bill. Please ask a manager.`,
  'refund.not-failed': 'This refund has not failed, there is nothing to retry.',
  'payment.no-answer': 'The payment platform did not answer. Please try again in a moment.',
  'order.other-runs': 'Another bill of this table is still running. Please settle it first.',
  'order.still-open': (d) => `¥${amount(d.openCents)} of this bill is still to be paid.`,
  'refund.too-much': (d) =>
    `At most ¥${amount(d.leftCents)} of this payment can still be refunded.`,
  'member.unknown': 'We could not find this member.',
  'member.exists': 'This phone number already belongs to a member.',
  'member.phone-invalid': 'Please enter a valid 11-digit mobile number.',
  'member.unproven': 'Please confirm first that this number is yours, with the code we send to it.',
  'member.confirmation-wrong':
    'These are not the last four digits of your number. Nothing was erased.',
  'code.wrong': 'The code is wrong or no longer valid. Please check it, or ask for a new one.',
  'code.not-sent': 'The code could not be sent. Please try again shortly, or ask a waiter.',
  'points.too-few': (d) => `Not enough points: ${d.points} available.`,
  'coupon.ended': 'This offer has ended.',
  'coupon.not-yet': 'This offer has not started yet.',
  'coupon.per-member': 'There are only so many of these for each member, and you have had yours.',
  'coupon.all-given': 'All coupons of this kind have been given out.',
  'coupon.not-in-hand': 'This coupon was used or voided, or is on a bill.',
  'coupon.expired': 'This coupon has expired.',
  'coupon.other-member': 'This coupon can only be used on its owner’s bill.',
  'coupon.one-per-bill': 'One coupon for each bill. Please take the other one off first.',
  'coupon.condition-unmet': (d) =>
    `This bill does not meet the coupon’s condition: dishes for ¥${amount(d.minimumCents)} after discounts${Array.isArray(d.dishes) && d.dishes.length > 0 ? `, with ${names('en', d)}` : ''}.`,
  'discount.too-much': (d) =>
    `You may take ¥${amount(d.limitCents)} off one bill. For more, please ask a manager.`,
  'offer.invalid': (d) =>
    `Something about this offer does not work${d.field ? ` (${d.field})` : ''}. Please check it.`,
  'offer.in-hands':
    'Guests hold coupons of this offer, so what it is worth cannot change. Please end it and make another.',
  'levels.invalid': (d) =>
    `Level ${d.level} does not work: the first starts at 0 points, each next one higher, and no level pays more than the one below.`,
  'period.invalid': 'These dates do not work: please choose real days, at most two years apart.',
  'statement.not-yet': (d) =>
    d.from
      ? `The platform has not written the statement of this day yet. It is there from ${d.from}, Beijing time.`
      : 'The platform is still writing the statement of this day. Please come back later.',
  'statement.unreadable':
    'The platform’s statement did not arrive whole or could not be verified, so it was not used. Please try again later.',
}

const SENTENCES: Record<Language, Record<RefusalCode, Sentence>> = { 'zh-CN': ZH, en: EN }

/** The sentence of a refusal; amounts in its details are 分. */
export function sentenceOf(
  language: Language,
  code: RefusalCode,
  details: RefusalDetails = {},
): string {
  const sentence = SENTENCES[language][code]
  return typeof sentence === 'string' ? sentence : sentence(details)
}

/** What is shown for a bug: nothing of what went wrong, only that it did. */
export const UNEXPECTED: Record<Language, string> = {
  'zh-CN': '出了点问题，我们已记录下来，请稍后再试。',
  en: 'Something went wrong on our side. It has been recorded; please try again shortly.',
}

function amount(cents: unknown): string {
  return yuanText(typeof cents === 'number' ? cents : 0)
}

function names(language: Language, details: RefusalDetails): string {
  const dishes = (details.dishes ?? []) as readonly { name: string; nameEn?: string | null }[]
  return language === 'zh-CN'
    ? dishes.map((dish) => `“${dish.name}”`).join('、')
    : dishes.map((dish) => `“${nameIn('en', dish)}”`).join(', ')
}
