import { useTexts } from '../../app/texts.ts';
import type { KioskKey } from '../../app/texts.ts';
import { NoRows } from '../../components/rows.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';
import type { ProductShown } from './product-grid.tsx';

/** An article that cannot be added like this: one sentence says what to do first. */
export function LoadSheet(props: { readonly product: ProductShown; readonly says: KioskKey }) {
  const { say } = useTexts();
  return (
    <SheetFrame kind="load" title={props.product.name}>
      <NoRows
        icon={props.says === 'product.pass-first' ? 'reader' : 'info'}
        text={say(props.says)}
      />
    </SheetFrame>
  );
}
