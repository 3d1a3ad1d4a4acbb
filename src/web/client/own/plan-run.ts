// A plan that is being looked for: the page looks again each second, until there is something to read. Without this script a link does.
const LOOK_AGAIN_MILLISECONDS = 1_000;

async function lookAgain(): Promise<void> {
  const here = document.getElementById('plan-run');
  if (!here) return;
  const answer = await fetch(location.href).catch(() => undefined);
  const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('plan-run') : undefined;
  if (answer?.ok && fresh?.dataset['runs'] !== 'yes') {
    location.replace(answer.url);
    return;
  }
  if (fresh) here.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
  setTimeout(() => void lookAgain(), LOOK_AGAIN_MILLISECONDS);
}
setTimeout(() => void lookAgain(), LOOK_AGAIN_MILLISECONDS);
