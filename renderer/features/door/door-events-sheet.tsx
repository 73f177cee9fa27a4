import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import { useTexts } from '../../app/texts.ts';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';

/** Which event's door this kiosk keeps. */
export function DoorEventsSheet({ catalogue }: { readonly catalogue: CatalogueShown }) {
  const { say, since } = useTexts();
  return (
    <SheetFrame kind="door-events" title={say('door.choose')}>
      <SheetBody>
        {catalogue.events.length === 0 ? (
          <NoRows icon="calendar" text={say('door.no-events')} />
        ) : (
          <Rows label={say('door.choose')}>
            {catalogue.events.map((event) => (
              <Row
                key={event.id}
                icon="door"
                title={event.name}
                text={since(event.startsAt)}
                onTouch={() => {
                  closeSheet();
                  ask({ kind: 'open-door', eventId: event.id }, `door:${event.id}`);
                }}
              />
            ))}
          </Rows>
        )}
      </SheetBody>
    </SheetFrame>
  );
}
