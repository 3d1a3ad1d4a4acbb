// A signature with a finger or a mouse. Without this script the four digits or spoken words sign.
import { drawingIn } from '../phone/drawing.ts';

for (const part of document.querySelectorAll<HTMLElement>('[data-signature]')) {
  const drawing = drawingIn(part);
  const field = part.querySelector<HTMLInputElement>('input[name="drawing"]');
  part.querySelector('form')?.addEventListener('submit', (event) => {
    const picture = drawing?.picture();
    if (picture && field) { field.value = picture; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const status = part.querySelector<HTMLElement>('[role="status"]');
    if (status) status.textContent = part.dataset['empty'] ?? '';
  }, { capture: true });
}
