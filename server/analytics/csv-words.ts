// What a report's columns and states are called in a file that leaves the house, by the spec's field names.

import type { Language } from '@/domain/language'
import type { OrderState } from '@/domain/ordering'
import type { PaymentMethod } from '@/domain/payment'
import type { DailyRevenue } from './read-daily-revenue'
import type { HourlySale } from './read-hourly-sales'
import type { MenuItemSale } from './read-menu-item-sales'
import type { OrderStatusCount } from './read-order-status'
import type { PaymentMethodShare } from './read-payment-methods'
import type { RevenueSummary } from './read-revenue-summary'
import type { TopOrder } from './read-top-orders'

/** Every field of every report, but for the ids that only programs need. */
export type Field = Exclude<
  | keyof RevenueSummary
  | keyof PaymentMethodShare
  | keyof MenuItemSale
  | keyof HourlySale
  | keyof OrderStatusCount
  | keyof DailyRevenue
  | keyof TopOrder,
  'order_id' | 'table_id'
>

type Words<Key extends string> = Record<Key, Record<Language, string>>

export const HEADINGS: Words<Field> = {
  start_date: { 'zh-CN': '开始日期', en: 'From' },
  end_date: { 'zh-CN': '结束日期', en: 'To' },
  date: { 'zh-CN': '日期', en: 'Day' },
  hour: { 'zh-CN': '时段', en: 'Hour' },
  total_orders: { 'zh-CN': '订单数', en: 'Orders' },
  total_amount: { 'zh-CN': '优惠前金额', en: 'Before discounts' },
  total_discount: { 'zh-CN': '优惠', en: 'Discounts' },
  net_revenue: { 'zh-CN': '净营业额', en: 'Net revenue' },
  average_order_amount: { 'zh-CN': '单均', en: 'Average order' },
  collected: { 'zh-CN': '实收', en: 'Collected' },
  refunded: { 'zh-CN': '退款', en: 'Refunded' },
  payment_method: { 'zh-CN': '支付方式', en: 'Payment method' },
  count: { 'zh-CN': '笔数', en: 'Count' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  percentage: { 'zh-CN': '占比（%）', en: 'Share (%)' },
  menu_item_id: { 'zh-CN': '菜品编号', en: 'Dish no.' },
  menu_item_name: { 'zh-CN': '菜品', en: 'Dish' },
  menu_item_name_en: { 'zh-CN': '英文名', en: 'English name' },
  quantity: { 'zh-CN': '份数', en: 'Portions' },
  revenue: { 'zh-CN': '营业额', en: 'Revenue' },
  order_count: { 'zh-CN': '单数', en: 'Orders' },
  order_status: { 'zh-CN': '状态', en: 'Status' },
  order_number: { 'zh-CN': '订单号', en: 'Order' },
  table_name: { 'zh-CN': '桌台', en: 'Table' },
  final_amount: { 'zh-CN': '应付金额', en: 'Amount' },
  items_count: { 'zh-CN': '份数', en: 'Portions' },
}

export const METHODS: Words<PaymentMethod> = {
  wechat: { 'zh-CN': '微信支付', en: 'WeChat Pay' },
  alipay: { 'zh-CN': '支付宝', en: 'Alipay' },
  cash: { 'zh-CN': '现金', en: 'Cash' },
  credit_card: { 'zh-CN': '刷卡', en: 'Card' },
}

export const STATES: Words<OrderState> = {
  pending: { 'zh-CN': '待确认', en: 'Pending' },
  confirmed: { 'zh-CN': '已确认', en: 'Confirmed' },
  preparing: { 'zh-CN': '准备中', en: 'Preparing' },
  serving: { 'zh-CN': '上菜中', en: 'Serving' },
  completed: { 'zh-CN': '已完成', en: 'Completed' },
  cancelled: { 'zh-CN': '已取消', en: 'Cancelled' },
}
