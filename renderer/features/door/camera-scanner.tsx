import jsQR from 'jsqr';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';

/** Often enough for a hand that waves a phone, rarely enough for a small machine. */
const LOOK_EVERY_MS = 160;
/** Width at which a picture is searched: a QR that fills a third of it is read. */
const LOOK_WIDTH = 480;
/** The same code held before the camera is one scan. */
const SAME_CODE_MS = 4_000;

type Eye = 'opening' | 'open' | 'none' | 'refused';

/** Looks through the camera of the machine and tells each code once. */
export function CameraScanner(props: { readonly onCode: (text: string) => void }) {
  const { say } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const [eye, setEye] = useState<Eye>('opening');
  const tell = useRef(props.onCode);

  useEffect(() => {
    tell.current = props.onCode;
  }, [props.onCode]);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const found = onceEach((text) => tell.current(text));
    const look = makeLook();
    const timer = setInterval(() => {
      const text = video.current === null ? null : look(video.current);
      if (text !== null) found(text);
    }, LOOK_EVERY_MS);
    void openCamera().then((opened) => {
      if (typeof opened === 'string') return setEye(opened);
      stream = opened;
      if (isOver || video.current === null) return stopAll(opened);
      video.current.srcObject = opened;
      return setEye('open');
    });
    return () => {
      isOver = true;
      clearInterval(timer);
      if (stream !== undefined) stopAll(stream);
    };
  }, []);

  return (
    <div className="camera" data-eye={eye}>
      <video ref={video} autoPlay muted playsInline />
      <i className="camera-frame" />
      {eye !== 'open' && (
        <p className="camera-words" role="status">
          <Icon name="camera" />
          {say(`door.camera-${eye}`)}
        </p>
      )}
    </div>
  );
}

async function openCamera(): Promise<MediaStream | 'none' | 'refused'> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1_280 } },
    });
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none';
  }
}

const stopAll = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

function makeLook(): (video: HTMLVideoElement) => string | null {
  const canvas = document.createElement('canvas');
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    if (brush === null || video.videoWidth === 0) return null;
    canvas.width = LOOK_WIDTH;
    canvas.height = Math.round((LOOK_WIDTH * video.videoHeight) / video.videoWidth);
    brush.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = brush.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, width, height, { inversionAttempts: 'attemptBoth' })?.data ?? null;
  };
}

function onceEach(tell: (text: string) => void): (text: string) => void {
  let last = { text: '', atMs: 0 };
  return (text) => {
    const atMs = performance.now();
    const isSame = text === last.text && atMs - last.atMs < SAME_CODE_MS;
    last = { text, atMs };
    if (!isSame && text !== '') tell(text);
  };
}
