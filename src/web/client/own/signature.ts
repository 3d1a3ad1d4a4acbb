// A signature with a finger or a mouse. Without this script the four digits or spoken words sign.
for (const part of document.querySelectorAll<HTMLElement>('[data-signature]')) {
  const canvas = part.querySelector('canvas');
  const field = part.querySelector<HTMLInputElement>('input[name="drawing"]');
  const form = part.querySelector('form');
  const pen = canvas?.getContext('2d');
  if (!canvas || !field || !form || !pen) continue;
  part.hidden = false;
  let isEmpty = true;

  /** As many dots as the glass has, on white: the picture is read on paper. */
  const clear = (): void => {
    const scale = Math.min(devicePixelRatio || 1, 2);
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    pen.strokeStyle = '#1b2233';
    pen.lineWidth = 2.5;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    isEmpty = true;
  };
  clear();

  const at = (event: PointerEvent): [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
    isEmpty = false;
  });
  part.querySelector('[data-again]')?.addEventListener('click', clear);
  form.addEventListener('submit', (event) => {
    if (!isEmpty) { field.value = canvas.toDataURL('image/png'); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const status = part.querySelector<HTMLElement>('[role="status"]');
    if (status) status.textContent = part.dataset['empty'] ?? '';
  }, { capture: true });
}
