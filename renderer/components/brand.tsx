import duskUrl from '../../resources/look/dusk.svg?url';
import logo from '../../resources/look/logo.svg?raw';
import mark from '../../resources/look/mark.svg?raw';

export function Logo() {
  return <div className="logo" dangerouslySetInnerHTML={{ __html: logo }} />;
}

export function Mark() {
  return <div className="mark" aria-hidden="true" dangerouslySetInnerHTML={{ __html: mark }} />;
}

/** The evening: for signing in and waiting. */
export function Dusk() {
  return <img className="dusk" src={duskUrl} alt="" />;
}
