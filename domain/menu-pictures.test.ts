import { expect, it } from 'vitest'
import { matchFiles } from './menu-pictures'

const dish = (key: string, name: string, english: string, pinyin: string) => ({
  key,
  name,
  names: { en: english },
  pinyin,
})
const DISHES = [
  dish('1', '宫保鸡丁', 'Kung Pao Chicken', 'gongbaojiding gbjd'),
  dish('2', '米饭', 'Rice', 'mifan mf'),
  dish('3', '酸梅汤', 'Plum drink', 'suanmeitang smt'),
  dish('4', '酸梅汤', 'Plum drink, large', 'suanmeitang smt'),
  dish('5', '7 喜', '7-Up', 'xi x'),
]

it.each([
  ['宫保鸡丁.jpg', '1'],
  ['kung pao chicken.PNG', '1'],
  ['Kung_Pao-Chicken.jpeg', '1'],
  ['GongBaoJiDing.webp', '1'],
  ['gong bao ji ding.heic', '1'],
  [' 宫保 鸡丁（1）.jpg', '1'],
  ['03 宫保鸡丁.jpg', '1'],
  ['宫保鸡丁 - 2.jpg', '1'],
  ['ＲＩＣＥ.avif', '2'],
  ['7喜.jpg', '5'],
  ['7-up.jpg', '5'],
  ['plum drink, large.jpg', '4'],
])('%s shows dish %s', (file, key) => {
  expect(matchFiles([file], DISHES)).toEqual([{ key, trouble: null }])
})

it.each([
  ['IMG_2043.jpg', 'none'],
  ['.jpg', 'none'],
  ['饭.jpg', 'none'],
  ['gbjd.jpg', 'none'],
  ['酸梅汤.jpg', 'several'],
])('%s shows %s', (file, trouble) => {
  expect(matchFiles([file], DISHES)).toEqual([{ key: null, trouble }])
})

it('a dish gets the first picture that shows it, and the next is told', () => {
  expect(matchFiles(['米饭.jpg', 'rice.png', '宫保鸡丁.jpg'], DISHES)).toEqual([
    { key: '2', trouble: null },
    { key: null, trouble: 'twice' },
    { key: '1', trouble: null },
  ])
})
