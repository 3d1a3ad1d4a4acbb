// Makes pages smoother; each of them works without it.

/** Letters change at once; the link remembers it. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-text-size]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    document.documentElement.dataset['text'] = link.dataset['textSize'] ?? '100';
    for (const other of document.querySelectorAll('[data-text-size]')) other.toggleAttribute('aria-current', false);
    link.setAttribute('aria-current', 'true');
    void fetch(link.href, { redirect: 'manual' });
  });
}

/** A form is sent once. */
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    // What only hands out a file leaves the page as it is: it may be asked for again.
    if (event.submitter?.hasAttribute('data-takes-out')) return;
    if (form.dataset['sent'] === 'yes') { event.preventDefault(); return; }
    form.dataset['sent'] = 'yes';
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-busy', 'true');
  });
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) {
    delete form.dataset['sent'];
    for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-busy');
  }
});

/** What was wrong is read out and shown first. */
document.getElementById('summary')?.focus();

/** An example sentence goes into the box. */
for (const example of document.querySelectorAll<HTMLElement>('[data-example-for]')) {
  example.addEventListener('click', (event) => {
    const box = document.getElementById(example.dataset['exampleFor'] ?? '');
    if (!(box instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    box.value = example.dataset['example'] ?? example.textContent ?? '';
    box.focus();
  });
}

/** The browser's own voice reads a part of the page; the button is shown only where there is one. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-read-aloud]')) {
  if (!('speechSynthesis' in window)) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
    const part = document.querySelector<HTMLElement>(button.dataset['readAloud'] ?? 'main');
    // Buttons stand among the words; they are not read.
    const said = [...(part?.children ?? [])].filter((child): child is HTMLElement => child instanceof HTMLElement && !child.matches('.no-print'));
    const speech = new SpeechSynthesisUtterance(said.map((child) => child.innerText).join('\n'));
    speech.lang = document.documentElement.lang === 'fr' ? 'fr-FR' : 'en-GB';
    speech.rate = 0.9;
    speechSynthesis.speak(speech);
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

/** Leaves at once, and leaves nothing to come back to. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-quick-exit]')) {
  link.addEventListener('click', (event) => { event.preventDefault(); location.replace(link.href); });
}

/** A pin instead of a typed place: only when asked, and only if the device can. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-where-am-i]')) {
  if (!('geolocation' in navigator)) continue;
  button.hidden = false;
  const status = document.getElementById('pin-status');
  const say = (text: string | undefined): void => { if (status) status.textContent = text ?? ''; };
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      for (const [name, value] of [['lat', coords.latitude], ['lng', coords.longitude]] as const) {
        const field = document.getElementById(name);
        if (field instanceof HTMLInputElement) { field.disabled = false; field.value = value.toFixed(6); }
      }
      say(button.dataset['done']);
    }, () => say(button.dataset['failed']), { enableHighAccuracy: true, timeout: 15_000 });
  });
}

/** Whoever signs out leaves nothing of the day readable on this telephone. */
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => {
  if ('serviceWorker' in navigator) void navigator.serviceWorker.getRegistration('/day').then((day) => { day?.active?.postMessage('signed-out'); });
});
