import { type Found, linesOf, root, runTool } from './run.ts';

type Report = { diagnostics: { message: string; code: string; filename: string; labels: { span: { line: number } }[] }[]; number_of_files: number };

/** What oxlint says about every file of the house. */
export function lintReport(folder: string = root): Report {
  const ran = runTool('oxlint', ['--format=json', '.'], folder);
  try {
    return JSON.parse(ran.out) as Report;
  } catch {
    throw new Error(`oxlint gave no report: ${linesOf(ran.out + ran.err).slice(0, 5).join(' ')}`);
  }
}

export function checkLint(): Found {
  const report = lintReport();
  const faults = report.diagnostics.map(({ filename, labels, message, code }) => `${filename}:${labels[0]?.span.line ?? 1} ${message} (${code})`);
  if (report.number_of_files === 0) faults.push('oxlint read no file at all.');
  return { faults, note: `${report.number_of_files} files` };
}
