// Menus to begin with, each a whole small restaurant: what such a place usually has, in both
// languages, at the prices that are usual for it. Data only; an owner changes all of it afterwards.

import type { Allergen, DietTag } from '@/domain/menu'
import type { GroupKind } from '@/domain/menu-document'
import type { ExampleMenuName } from '@/domain/opening'

/** What it costs where such a dish is everyday food: in 元 in China, in € in Europe. */
type Price = readonly [yuan: number, euros: number]

export type ExampleGroup = {
  kind: GroupKind
  name: string
  english: string
  minimum: number
  maximum: number
  /** The first one is what is usual where exactly one is chosen. */
  options: readonly (readonly [name: string, english: string, price?: Price])[]
}

export type ExampleDish = readonly [
  name: string,
  english: string,
  price: Price,
  more?: {
    groups?: readonly string[]
    spicy?: 1 | 2 | 3
    allergens?: readonly Allergen[]
    diets?: readonly DietTag[]
    isSignature?: true
  },
]

export type ExampleMenu = {
  groups: Readonly<Record<string, ExampleGroup>>
  categories: readonly {
    name: string
    english: string
    dishes: readonly ExampleDish[]
  }[]
}

const one = (
  kind: GroupKind,
  name: string,
  english: string,
  options: ExampleGroup['options'],
): ExampleGroup => ({ kind, name, english, minimum: 1, maximum: 1, options })

const HEAT = one('preparation', '辣度', 'Heat', [
  ['微辣', 'Mild'],
  ['不辣', 'No chilli'],
  ['中辣', 'Medium'],
  ['特辣', 'Extra hot'],
])
const PORTION = one('size', '份量', 'Portion', [
  ['例份', 'Regular'],
  ['大份', 'Large', [16, 5]],
])
const MILK = one('preparation', '奶', 'Milk', [
  ['全脂奶', 'Whole milk'],
  ['燕麦奶', 'Oat milk', [3, 0.6]],
  ['脱脂奶', 'Skimmed milk'],
])

export const EXAMPLE_MENUS: Readonly<Record<ExampleMenuName, ExampleMenu>> = {
  'home-cooking': {
    groups: { heat: HEAT, portion: PORTION },
    categories: [
      {
        name: '凉菜',
        english: 'Cold dishes',
        dishes: [
          ['拍黄瓜', 'Smashed cucumber', [16, 5.9], { diets: ['vegan'] }],
          ['皮蛋豆腐', 'Tofu with century egg', [18, 6.9], { allergens: ['soy', 'egg'] }],
          ['口水鸡', 'Mouth-watering chicken', [32, 10.9], { spicy: 2, groups: ['heat'] }],
          ['凉拌木耳', 'Wood ear salad', [18, 6.5], { diets: ['vegan'] }],
        ],
      },
      {
        name: '热菜',
        english: 'Hot dishes',
        dishes: [
          [
            '宫保鸡丁',
            'Kung pao chicken',
            [38, 13.9],
            {
              spicy: 2,
              groups: ['heat', 'portion'],
              allergens: ['peanut', 'soy'],
              isSignature: true,
            },
          ],
          ['麻婆豆腐', 'Mapo tofu', [28, 11.9], { spicy: 2, groups: ['heat'], allergens: ['soy'] }],
          [
            '鱼香肉丝',
            'Shredded pork, fish-fragrant',
            [36, 13.5],
            { spicy: 1, groups: ['heat', 'portion'] },
          ],
          ['回锅肉', 'Twice-cooked pork', [42, 14.9], { spicy: 1, groups: ['heat'] }],
          [
            '番茄炒蛋',
            'Tomatoes and eggs',
            [26, 10.9],
            { allergens: ['egg'], diets: ['vegetarian'] },
          ],
          ['红烧肉', 'Red-braised pork', [58, 16.9], { isSignature: true, allergens: ['soy'] }],
          ['蒜蓉西兰花', 'Broccoli with garlic', [26, 10.5], { diets: ['vegan'] }],
          ['干锅花菜', 'Dry-pot cauliflower', [32, 11.9], { spicy: 1 }],
        ],
      },
      {
        name: '汤',
        english: 'Soups',
        dishes: [
          ['紫菜蛋花汤', 'Seaweed and egg soup', [18, 4.9], { allergens: ['egg'] }],
          ['酸辣汤', 'Hot and sour soup', [22, 5.5], { spicy: 1, allergens: ['egg', 'soy'] }],
        ],
      },
      {
        name: '主食',
        english: 'Rice and noodles',
        dishes: [
          ['米饭', 'Rice', [3, 2.5], { diets: ['vegan'] }],
          ['扬州炒饭', 'Yangzhou fried rice', [26, 10.9], { allergens: ['egg', 'shellfish'] }],
          ['葱油拌面', 'Noodles with spring onion oil', [18, 8.9], { allergens: ['gluten'] }],
        ],
      },
      {
        name: '饮料',
        english: 'Drinks',
        dishes: [
          ['酸梅汤', 'Sour plum drink', [12, 3.9], { diets: ['vegan'] }],
          ['青岛啤酒', 'Tsingtao beer', [12, 4.2], { allergens: ['gluten'] }],
          ['茉莉花茶', 'Jasmine tea, a pot', [18, 4.9], { diets: ['vegan'] }],
        ],
      },
    ],
  },
  noodles: {
    groups: {
      heat: HEAT,
      size: one('size', '份量', 'Size', [
        ['小碗', 'Small'],
        ['大碗', 'Large', [4, 2]],
      ]),
      more: {
        kind: 'extra',
        name: '加料',
        english: 'Extras',
        minimum: 0,
        maximum: 4,
        options: [
          ['卤蛋', 'Braised egg', [3, 1.5]],
          ['加牛肉', 'More beef', [12, 4]],
          ['加面', 'More noodles', [3, 2]],
          ['香菜', 'Coriander'],
        ],
      },
    },
    categories: [
      {
        name: '汤面',
        english: 'Noodle soups',
        dishes: [
          [
            '红烧牛肉面',
            'Braised beef noodles',
            [26, 12.9],
            { groups: ['size', 'heat', 'more'], allergens: ['gluten', 'soy'], isSignature: true },
          ],
          [
            '清汤牛肉面',
            'Clear beef noodles',
            [24, 11.9],
            { groups: ['size', 'more'], allergens: ['gluten'] },
          ],
          [
            '番茄鸡蛋面',
            'Tomato and egg noodles',
            [18, 9.9],
            { groups: ['size', 'more'], allergens: ['gluten', 'egg'], diets: ['vegetarian'] },
          ],
          [
            '馄饨面',
            'Wonton noodles',
            [22, 11.5],
            { groups: ['size', 'more'], allergens: ['gluten', 'shellfish'] },
          ],
        ],
      },
      {
        name: '拌面',
        english: 'Dry noodles',
        dishes: [
          [
            '炸酱面',
            'Noodles with minced pork and bean sauce',
            [20, 10.9],
            { groups: ['size', 'more'], allergens: ['gluten', 'soy'] },
          ],
          [
            '担担面',
            'Dan dan noodles',
            [18, 10.5],
            { spicy: 2, groups: ['heat', 'more'], allergens: ['gluten', 'peanut', 'sesame'] },
          ],
          [
            '葱油拌面',
            'Noodles with spring onion oil',
            [15, 8.9],
            { groups: ['size', 'more'], allergens: ['gluten'], diets: ['vegan'] },
          ],
        ],
      },
      {
        name: '小菜',
        english: 'Small dishes',
        dishes: [
          ['卤豆干', 'Braised tofu', [8, 4.5], { allergens: ['soy'], diets: ['vegan'] }],
          ['凉拌黄瓜', 'Cucumber salad', [8, 4.5], { diets: ['vegan'] }],
          ['煎饺', 'Pan-fried dumplings, six', [16, 7.5], { allergens: ['gluten'] }],
          ['卤牛肉', 'Braised beef, cold', [28, 9.9]],
        ],
      },
      {
        name: '饮料',
        english: 'Drinks',
        dishes: [
          ['豆浆', 'Soy milk', [6, 3.2], { allergens: ['soy'], diets: ['vegan'] }],
          ['冰红茶', 'Iced tea', [8, 3.5], { diets: ['vegan'] }],
          ['可乐', 'Cola', [6, 3.2], { diets: ['vegan'] }],
        ],
      },
    ],
  },
  'tea-and-coffee': {
    groups: {
      cup: one('size', '杯型', 'Cup', [
        ['中杯', 'Medium'],
        ['大杯', 'Large', [3, 0.8]],
      ]),
      sugar: one('preparation', '糖度', 'Sugar', [
        ['七分糖', '70% sugar'],
        ['全糖', 'Full sugar'],
        ['半糖', 'Half sugar'],
        ['三分糖', '30% sugar'],
        ['无糖', 'No sugar'],
      ]),
      ice: one('preparation', '冰量', 'Ice', [
        ['少冰', 'Less ice'],
        ['正常冰', 'Ice'],
        ['去冰', 'No ice'],
        ['热', 'Hot'],
      ]),
      more: {
        kind: 'extra',
        name: '加料',
        english: 'Toppings',
        minimum: 0,
        maximum: 3,
        options: [
          ['珍珠', 'Pearls', [2, 0.6]],
          ['椰果', 'Coconut jelly', [2, 0.6]],
          ['布丁', 'Pudding', [3, 0.7]],
          ['奶盖', 'Cheese foam', [4, 0.9]],
        ],
      },
      milk: MILK,
    },
    categories: [
      {
        name: '奶茶',
        english: 'Milk teas',
        dishes: [
          [
            '珍珠奶茶',
            'Pearl milk tea',
            [15, 5.2],
            { groups: ['cup', 'sugar', 'ice', 'more'], allergens: ['milk'], isSignature: true },
          ],
          [
            '茉莉奶绿',
            'Jasmine milk tea',
            [14, 4.9],
            { groups: ['cup', 'sugar', 'ice', 'more'], allergens: ['milk'] },
          ],
          [
            '桂花乌龙奶茶',
            'Osmanthus oolong milk tea',
            [18, 5.6],
            { groups: ['cup', 'sugar', 'ice', 'more'], allergens: ['milk'] },
          ],
          [
            '黑糖波波鲜奶',
            'Brown sugar fresh milk',
            [18, 5.6],
            { groups: ['cup', 'ice', 'more'], allergens: ['milk'] },
          ],
        ],
      },
      {
        name: '果茶',
        english: 'Fruit teas',
        dishes: [
          [
            '手打柠檬茶',
            'Crushed lemon tea',
            [16, 4.9],
            { groups: ['cup', 'sugar', 'ice'], diets: ['vegan'] },
          ],
          [
            '满杯橙子',
            'Orange in a cup',
            [19, 5.6],
            { groups: ['cup', 'sugar', 'ice'], diets: ['vegan'] },
          ],
          [
            '白桃乌龙',
            'White peach oolong',
            [18, 5.4],
            { groups: ['cup', 'sugar', 'ice', 'more'], diets: ['vegan'] },
          ],
        ],
      },
      {
        name: '咖啡',
        english: 'Coffee',
        dishes: [
          ['美式', 'Americano', [14, 3.2], { groups: ['cup', 'ice'], diets: ['vegan'] }],
          ['拿铁', 'Latte', [18, 3.9], { groups: ['cup', 'milk', 'ice'], allergens: ['milk'] }],
          ['生椰拿铁', 'Coconut latte', [20, 4.5], { groups: ['cup', 'ice'], isSignature: true }],
        ],
      },
      {
        name: '点心',
        english: 'Bakes',
        dishes: [
          ['蛋挞', 'Egg tart', [6, 2.8], { allergens: ['gluten', 'egg', 'milk'] }],
          ['可颂', 'Croissant', [12, 2.9], { allergens: ['gluten', 'milk'] }],
        ],
      },
    ],
  },
  'hot-pot': {
    groups: {
      heat: one('preparation', '辣度', 'Heat', [
        ['微微辣', 'Very mild'],
        ['微辣', 'Mild'],
        ['中辣', 'Medium'],
        ['特辣', 'Extra hot'],
      ]),
    },
    categories: [
      {
        name: '锅底',
        english: 'Broths',
        dishes: [
          [
            '鸳鸯锅',
            'Half spicy, half clear',
            [58, 16.9],
            { spicy: 2, groups: ['heat'], isSignature: true },
          ],
          ['牛油红锅', 'Spicy beef tallow', [52, 15.9], { spicy: 3, groups: ['heat'] }],
          ['菌汤锅', 'Mushroom', [48, 14.9], { diets: ['vegetarian'] }],
          ['番茄锅', 'Tomato', [46, 14.9], { diets: ['vegetarian'] }],
        ],
      },
      {
        name: '肉类',
        english: 'Meat',
        dishes: [
          ['精品肥牛', 'Sliced beef', [48, 12.9]],
          ['手切羊肉', 'Hand-cut lamb', [52, 13.9], { isSignature: true }],
          ['鲜毛肚', 'Beef tripe', [46, 11.9]],
          ['午餐肉', 'Luncheon meat', [22, 6.9]],
          ['嫩牛肉', 'Marinated beef', [42, 11.9]],
        ],
      },
      {
        name: '海鲜丸滑',
        english: 'Seafood and balls',
        dishes: [
          ['虾滑', 'Shrimp paste', [42, 11.9], { allergens: ['shellfish'] }],
          ['鱼丸', 'Fish balls', [26, 7.9], { allergens: ['fish'] }],
          ['巴沙鱼片', 'Pangasius slices', [32, 9.9], { allergens: ['fish'] }],
        ],
      },
      {
        name: '蔬菜豆制品',
        english: 'Vegetables and tofu',
        dishes: [
          ['娃娃菜', 'Baby cabbage', [14, 4.9], { diets: ['vegan'] }],
          ['土豆片', 'Potato slices', [12, 4.5], { diets: ['vegan'] }],
          ['金针菇', 'Enoki mushrooms', [14, 4.9], { diets: ['vegan'] }],
          ['冻豆腐', 'Frozen tofu', [14, 4.9], { allergens: ['soy'], diets: ['vegan'] }],
          ['红薯粉', 'Sweet potato noodles', [12, 4.5], { diets: ['vegan'] }],
        ],
      },
      {
        name: '蘸料饮料',
        english: 'Dips and drinks',
        dishes: [
          ['自选蘸料', 'Dips, a person', [10, 2.9], { allergens: ['peanut', 'sesame', 'soy'] }],
          ['酸梅汤', 'Sour plum drink, a jug', [28, 8.9], { diets: ['vegan'] }],
          ['啤酒', 'Beer', [12, 4.2], { allergens: ['gluten'] }],
        ],
      },
    ],
  },
  cafe: {
    groups: {
      milk: MILK,
      cup: one('size', '杯型', 'Cup', [
        ['标准', 'Regular'],
        ['大杯', 'Large', [4, 0.8]],
      ]),
      eggs: one('preparation', '鸡蛋', 'Eggs', [
        ['煎蛋', 'Fried'],
        ['炒蛋', 'Scrambled'],
        ['水波蛋', 'Poached'],
      ]),
      more: {
        kind: 'extra',
        name: '加点',
        english: 'Extras',
        minimum: 0,
        maximum: 3,
        options: [
          ['牛油果', 'Avocado', [12, 2.5]],
          ['培根', 'Bacon', [10, 2.5]],
          ['一份浓缩', 'Extra shot', [5, 0.8]],
        ],
      },
    },
    categories: [
      {
        name: '咖啡',
        english: 'Coffee',
        dishes: [
          ['浓缩咖啡', 'Espresso', [16, 2.4], { diets: ['vegan'] }],
          ['美式咖啡', 'Americano', [22, 3.2], { groups: ['cup'], diets: ['vegan'] }],
          [
            '卡布奇诺',
            'Cappuccino',
            [28, 3.8],
            { groups: ['cup', 'milk'], allergens: ['milk'], isSignature: true },
          ],
          ['拿铁', 'Caffè latte', [28, 3.9], { groups: ['cup', 'milk'], allergens: ['milk'] }],
          ['摩卡', 'Mocha', [32, 4.4], { groups: ['cup', 'milk'], allergens: ['milk'] }],
        ],
      },
      {
        name: '茶与果汁',
        english: 'Tea and juice',
        dishes: [
          ['英式早餐茶', 'English breakfast tea', [26, 3.4], { diets: ['vegan'] }],
          ['鲜榨橙汁', 'Fresh orange juice', [32, 4.6], { diets: ['vegan'] }],
          ['自制柠檬水', 'Home-made lemonade', [28, 4.2], { diets: ['vegan'] }],
        ],
      },
      {
        name: '早午餐',
        english: 'Brunch',
        dishes: [
          [
            '牛油果吐司',
            'Avocado toast',
            [48, 9.5],
            { groups: ['eggs', 'more'], allergens: ['gluten', 'egg'], isSignature: true },
          ],
          [
            '全日早餐',
            'All-day breakfast',
            [58, 12.9],
            { groups: ['eggs', 'more'], allergens: ['gluten', 'egg', 'milk'] },
          ],
          [
            '松饼配浆果',
            'Pancakes with berries',
            [46, 9.2],
            { allergens: ['gluten', 'egg', 'milk'], diets: ['vegetarian'] },
          ],
          ['鸡肉帕尼尼', 'Chicken panini', [42, 8.9], { allergens: ['gluten', 'milk'] }],
        ],
      },
      {
        name: '蛋糕',
        english: 'Cakes',
        dishes: [
          ['巴斯克芝士蛋糕', 'Basque cheesecake', [36, 5.2], { allergens: ['milk', 'egg'] }],
          ['胡萝卜蛋糕', 'Carrot cake', [32, 4.8], { allergens: ['gluten', 'egg', 'nuts'] }],
          ['可颂', 'Croissant', [18, 2.9], { allergens: ['gluten', 'milk'] }],
        ],
      },
    ],
  },
  pizzeria: {
    groups: {
      size: one('size', '尺寸', 'Size', [
        ['9 寸', '26 cm'],
        ['12 寸', '32 cm', [20, 4]],
      ]),
      more: {
        kind: 'extra',
        name: '加料',
        english: 'Extra toppings',
        minimum: 0,
        maximum: 4,
        options: [
          ['马苏里拉', 'Mozzarella', [8, 1.8]],
          ['蘑菇', 'Mushrooms', [6, 1.4]],
          ['帕尔马火腿', 'Prosciutto', [14, 2.9]],
          ['辣萨拉米', 'Spicy salami', [10, 2.2]],
        ],
      },
      doneness: one('preparation', '面条', 'Pasta', [
        ['弹牙', 'Al dente'],
        ['软一些', 'Well cooked'],
      ]),
    },
    categories: [
      {
        name: '披萨',
        english: 'Pizza',
        dishes: [
          [
            '玛格丽特',
            'Margherita',
            [58, 9.5],
            {
              groups: ['size', 'more'],
              allergens: ['gluten', 'milk'],
              diets: ['vegetarian'],
              isSignature: true,
            },
          ],
          [
            '四季',
            'Quattro stagioni',
            [78, 12.5],
            { groups: ['size', 'more'], allergens: ['gluten', 'milk'] },
          ],
          [
            '辣萨拉米',
            'Diavola',
            [72, 11.9],
            { spicy: 1, groups: ['size', 'more'], allergens: ['gluten', 'milk'] },
          ],
          [
            '四种芝士',
            'Quattro formaggi',
            [76, 12.2],
            { groups: ['size', 'more'], allergens: ['gluten', 'milk'], diets: ['vegetarian'] },
          ],
          [
            '帕尔马火腿芝麻菜',
            'Prosciutto e rucola',
            [82, 13.5],
            { groups: ['size', 'more'], allergens: ['gluten', 'milk'] },
          ],
        ],
      },
      {
        name: '意面',
        english: 'Pasta',
        dishes: [
          [
            '博洛尼亚肉酱面',
            'Tagliatelle al ragù',
            [58, 11.5],
            { groups: ['doneness'], allergens: ['gluten', 'egg'] },
          ],
          [
            '培根蛋酱面',
            'Spaghetti alla carbonara',
            [56, 11.5],
            { groups: ['doneness'], allergens: ['gluten', 'egg', 'milk'] },
          ],
          [
            '番茄罗勒面',
            'Penne al pomodoro',
            [46, 9.5],
            { groups: ['doneness'], allergens: ['gluten'], diets: ['vegan'] },
          ],
        ],
      },
      {
        name: '前菜沙拉',
        english: 'Starters and salads',
        dishes: [
          ['番茄布鲁斯凯塔', 'Bruschetta', [32, 6.5], { allergens: ['gluten'], diets: ['vegan'] }],
          ['卡普雷塞', 'Caprese', [46, 8.9], { allergens: ['milk'], diets: ['vegetarian'] }],
          ['混合沙拉', 'Insalata mista', [36, 7.2], { diets: ['vegan'] }],
        ],
      },
      {
        name: '甜品饮料',
        english: 'Desserts and drinks',
        dishes: [
          ['提拉米苏', 'Tiramisù', [38, 6.2], { allergens: ['gluten', 'egg', 'milk'] }],
          ['圣培露', 'Sparkling water', [22, 3.4], { diets: ['vegan'] }],
          ['可乐', 'Cola', [12, 3.2], { diets: ['vegan'] }],
          ['一杯红酒', 'Glass of red wine', [48, 5.5]],
        ],
      },
    ],
  },
}
