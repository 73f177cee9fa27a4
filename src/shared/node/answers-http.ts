const ANSWER_MS_MAX = 4_000;

/** Whether a server answers there at all, with whatever status. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    await response.body?.cancel();
    return true;
  } catch {
    // Not listening, or too slow: the caller knows what that means.
    return false;
  }
}
