import { contextBridge } from 'electron';

/** All that the page may know of the window it stands in. It can call nothing. */
contextBridge.exposeInMainWorld('tibilletWindow', { isDesktop: true });
