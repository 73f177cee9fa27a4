import { Picture } from '../parts/icon.tsx';
import { PICTURE_HEIGHT, PICTURE_WIDTH, pictureUrl } from './picture-files.ts';

type EventPictureProps = {
  readonly file: string | null;
  readonly colour: string;
  /** Far down the page: fetched when it comes near, and kept by the browser for ever. */
  readonly isLazy: boolean;
};

/** The drawing of an event. The first ones stand in the page itself, the others are files. */
export const EventPicture = ({ file, colour, isLazy }: EventPictureProps) => {
  const url = isLazy ? pictureUrl(file) : null;
  if (url === null) return <Picture file={file} colour={colour} />;
  return (
    <div class={`picture tint-${colour}`}>
      <img
        src={url}
        width={PICTURE_WIDTH}
        height={PICTURE_HEIGHT}
        alt=""
        loading="lazy"
        decoding="async"
      />
    </div>
  );
};
