/* Looks for a QR code through the camera: with what the browser has, else with the decoder that lies beside. Keeps no picture. */
import decodeQR from '../vendor/qr/decode.js';

let stream = null;

export function stop() {
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = null;
}

async function reader() {
  try {
    const formats = await window.BarcodeDetector.getSupportedFormats();
    if (!formats.includes('qr_code')) throw new Error('no QR codes');
    const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => ((await detector.detect(video))[0] || {}).rawValue || '';
  } catch {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    return async (video) => {
      const share = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = Math.round(video.videoWidth * share);
      canvas.height = Math.round(video.videoHeight * share);
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      try {
        return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
      } catch {
        return ''; // nothing to read in this picture
      }
    };
  }
}

/** Show what the camera sees and hand on what it reads; return 'refused' or 'absent' when it can't. */
export async function look(video, found) {
  stop();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } });
  } catch (error) {
    return error && error.name === 'NotAllowedError' ? 'refused' : 'absent';
  }
  const mine = stream;
  video.srcObject = mine;
  await video.play();
  const read = await reader();
  (async () => {
    while (stream === mine) {
      const text = video.videoWidth ? await read(video).catch(() => '') : '';
      if (text && stream === mine) found(text);
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
  })();
  return 'looking';
}
