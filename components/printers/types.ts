import type { PaperView, Printers, PrinterView } from '@/server/printing/read-printers'

export type { PaperView, PrinterView }
export type Station = Printers['stations'][number]
