/** Learning holds guides, the glossary and how long makers keep a device safe. It knows no person; it repairs nothing and books nobody. */
export { createLearning, type Learning } from './learning.ts';
export { CARES, DEVICES, LEVELS, readAloud, sentencesOf, stepFor, type Care, type Device, type Guide, type Level, type Step, type StepAsRead } from './guide.ts';
export { GuideFault, parseGuide } from './parse-guide.ts';
export { readGuides } from './do/read-guides.ts';
export { EASY_ENOUGH, LONGEST_SENTENCE, readability, type Readability } from './readability.ts';
export { explain, glossaryFor, markHardWords, unexplainedIn, type Glossary, type GlossaryWord, type Segment } from './glossary.ts';
export type { FoundGuide } from './find-guides.ts';
export { supportFrom, type Product, type Release, type Support, type SupportState } from './lifecycle.ts';
export { releaseNamed, type NamedRelease } from './lifecycle-names.ts';
export { supportSentence } from './lifecycle-sentences.ts';
export { faultsIn, type Fault } from './guide-faults.ts';
export { learningRoutes } from './routes.ts';
