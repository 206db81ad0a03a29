// Modules without types of their own.
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs'
