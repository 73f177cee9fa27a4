import { readSession } from '../../projections/session.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { askCloud, recordGranted } from './ask-cloud.ts';

type Run = (command: () => Promise<CommandResult> | CommandResult) => Promise<CommandResult>;

/**
 * Asks again for what the cloud may have done without this station hearing of it: at the start,
 * whenever the network comes back, and after whatever the till did next. Money moved once, its entry
 * is written once, and the screen says what is still to be done, so it waits for somebody to read it.
 * Asking runs beside the till; only the writing waits its turn.
 */
export function createResume(context: StationContext, run: Run): () => void {
  let isResuming = false;
  return () => {
    const isWanted =
      !isResuming &&
      context.connection.state().kind === 'online' &&
      readSession(context.journal.database).staff !== null &&
      context.synchroniser.commands.all().length > 0;
    if (!isWanted) return;
    isResuming = true;
    askAgain(context, run)
      .catch((error: unknown) =>
        context.logger.error({ error }, 'what was asked of the cloud could not be asked again'),
      )
      .finally(() => {
        isResuming = false;
      });
  };
}

async function askAgain(context: StationContext, run: Run): Promise<void> {
  const { commands } = context.synchroniser;
  for (const command of commands.all()) {
    await commands.alone(command.id, async () => {
      const granted = await askCloud(context, command);
      if (granted.ok) await run(() => recordGranted(context, granted.value));
    });
  }
}
