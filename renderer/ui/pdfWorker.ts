/** The worker in which pdf.js reads. Nothing may be awaited here: the first message would be lost. */
import './pdfOldChromium.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
