/** A field to draw a signature in, with a finger or a mouse. `picture` is empty until something was drawn. */
export type Drawing = Readonly<{ picture(): string | undefined }>;

export function drawingIn(part: HTMLElement): Drawing | undefined {
  const canvas = part.querySelector('canvas');
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return undefined;
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
  return { picture: () => (isEmpty ? undefined : canvas.toDataURL('image/png')) };
}
