// Written by setup/write-languages.mjs from the folders beside it: a folder is a language.

import type { Language } from './languages'
import zhCNAllergies from './zh-CN/allergies.json'
import zhCNAudit from './zh-CN/audit.json'
import zhCNChecks from './zh-CN/checks.json'
import zhCNExports from './zh-CN/exports.json'
import zhCNForm from './zh-CN/form.json'
import zhCNGuest from './zh-CN/guest.json'
import zhCNHome from './zh-CN/home.json'
import zhCNKit from './zh-CN/kit.json'
import zhCNKitchen from './zh-CN/kitchen.json'
import zhCNLanguage from './zh-CN/language.json'
import zhCNMember from './zh-CN/member.json'
import zhCNMembers from './zh-CN/members.json'
import zhCNMenuEditor from './zh-CN/menu-editor.json'
import zhCNMenuFile from './zh-CN/menu-file.json'
import zhCNMethods from './zh-CN/methods.json'
import zhCNPages from './zh-CN/pages.json'
import zhCNPaper from './zh-CN/paper.json'
import zhCNPay from './zh-CN/pay.json'
import zhCNPeople from './zh-CN/people.json'
import zhCNPrinters from './zh-CN/printers.json'
import zhCNReceipt from './zh-CN/receipt.json'
import zhCNReconcile from './zh-CN/reconcile.json'
import zhCNRefusals from './zh-CN/refusals.json'
import zhCNReports from './zh-CN/reports.json'
import zhCNScreens from './zh-CN/screens.json'
import zhCNSettings from './zh-CN/settings.json'
import zhCNSetup from './zh-CN/setup.json'
import zhCNSignIn from './zh-CN/sign-in.json'
import zhCNSoldOut from './zh-CN/sold-out.json'
import zhCNSplit from './zh-CN/split.json'
import zhCNStaff from './zh-CN/staff.json'
import zhCNTables from './zh-CN/tables.json'
import zhCNUi from './zh-CN/ui.json'
import enAllergies from './en/allergies.json'
import enAudit from './en/audit.json'
import enChecks from './en/checks.json'
import enExports from './en/exports.json'
import enForm from './en/form.json'
import enGuest from './en/guest.json'
import enHome from './en/home.json'
import enKit from './en/kit.json'
import enKitchen from './en/kitchen.json'
import enLanguage from './en/language.json'
import enMember from './en/member.json'
import enMembers from './en/members.json'
import enMenuEditor from './en/menu-editor.json'
import enMenuFile from './en/menu-file.json'
import enMethods from './en/methods.json'
import enPages from './en/pages.json'
import enPaper from './en/paper.json'
import enPay from './en/pay.json'
import enPeople from './en/people.json'
import enPrinters from './en/printers.json'
import enReceipt from './en/receipt.json'
import enReconcile from './en/reconcile.json'
import enRefusals from './en/refusals.json'
import enReports from './en/reports.json'
import enScreens from './en/screens.json'
import enSettings from './en/settings.json'
import enSetup from './en/setup.json'
import enSignIn from './en/sign-in.json'
import enSoldOut from './en/sold-out.json'
import enSplit from './en/split.json'
import enStaff from './en/staff.json'
import enTables from './en/tables.json'
import enUi from './en/ui.json'

export type Texts = {
  'allergies': typeof zhCNAllergies
  'audit': typeof zhCNAudit
  'checks': typeof zhCNChecks
  'exports': typeof zhCNExports
  'form': typeof zhCNForm
  'guest': typeof zhCNGuest
  'home': typeof zhCNHome
  'kit': typeof zhCNKit
  'kitchen': typeof zhCNKitchen
  'language': typeof zhCNLanguage
  'member': typeof zhCNMember
  'members': typeof zhCNMembers
  'menu-editor': typeof zhCNMenuEditor
  'menu-file': typeof zhCNMenuFile
  'methods': typeof zhCNMethods
  'pages': typeof zhCNPages
  'paper': typeof zhCNPaper
  'pay': typeof zhCNPay
  'people': typeof zhCNPeople
  'printers': typeof zhCNPrinters
  'receipt': typeof zhCNReceipt
  'reconcile': typeof zhCNReconcile
  'refusals': typeof zhCNRefusals
  'reports': typeof zhCNReports
  'screens': typeof zhCNScreens
  'settings': typeof zhCNSettings
  'setup': typeof zhCNSetup
  'sign-in': typeof zhCNSignIn
  'sold-out': typeof zhCNSoldOut
  'split': typeof zhCNSplit
  'staff': typeof zhCNStaff
  'tables': typeof zhCNTables
  'ui': typeof zhCNUi
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
  'zh-CN': {
    'allergies': zhCNAllergies,
    'audit': zhCNAudit,
    'checks': zhCNChecks,
    'exports': zhCNExports,
    'form': zhCNForm,
    'guest': zhCNGuest,
    'home': zhCNHome,
    'kit': zhCNKit,
    'kitchen': zhCNKitchen,
    'language': zhCNLanguage,
    'member': zhCNMember,
    'members': zhCNMembers,
    'menu-editor': zhCNMenuEditor,
    'menu-file': zhCNMenuFile,
    'methods': zhCNMethods,
    'pages': zhCNPages,
    'paper': zhCNPaper,
    'pay': zhCNPay,
    'people': zhCNPeople,
    'printers': zhCNPrinters,
    'receipt': zhCNReceipt,
    'reconcile': zhCNReconcile,
    'refusals': zhCNRefusals,
    'reports': zhCNReports,
    'screens': zhCNScreens,
    'settings': zhCNSettings,
    'setup': zhCNSetup,
    'sign-in': zhCNSignIn,
    'sold-out': zhCNSoldOut,
    'split': zhCNSplit,
    'staff': zhCNStaff,
    'tables': zhCNTables,
    'ui': zhCNUi,
  },
  'en': {
    'allergies': enAllergies,
    'audit': enAudit,
    'checks': enChecks,
    'exports': enExports,
    'form': enForm,
    'guest': enGuest,
    'home': enHome,
    'kit': enKit,
    'kitchen': enKitchen,
    'language': enLanguage,
    'member': enMember,
    'members': enMembers,
    'menu-editor': enMenuEditor,
    'menu-file': enMenuFile,
    'methods': enMethods,
    'pages': enPages,
    'paper': enPaper,
    'pay': enPay,
    'people': enPeople,
    'printers': enPrinters,
    'receipt': enReceipt,
    'reconcile': enReconcile,
    'refusals': enRefusals,
    'reports': enReports,
    'screens': enScreens,
    'settings': enSettings,
    'setup': enSetup,
    'sign-in': enSignIn,
    'sold-out': enSoldOut,
    'split': enSplit,
    'staff': enStaff,
    'tables': enTables,
    'ui': enUi,
  },
}
