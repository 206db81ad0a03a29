// Whether the program goes on without a window: as the person said, else wherever there is a tray to bring it back from.
import type { AtLogin } from './atLogin.ts'
import type { StayingState } from './bridge.ts'
import type { Memory } from './windowState.ts'

export interface Staying {
  stays(): boolean
  state(): StayingState
  set(change: { readonly stays?: boolean | undefined; readonly atLogin?: boolean | undefined }): void
  /** True the first time, when the person ought to be told that the program is still there. */
  isNews(): boolean
}

export function keepStaying(memory: Memory, tray: boolean, atLogin: AtLogin): Staying {
  const stays = (): boolean => memory.state.stays ?? tray
  return {
    stays,
    state: () => ({ tray, stays: stays(), atLogin: atLogin.isOn() }),
    set(change) {
      if (change.stays !== undefined) memory.set({ stays: change.stays })
      if (change.atLogin !== undefined) atLogin.set(change.atLogin)
    },
    isNews() {
      if (memory.state.toldStaying) return false
      memory.set({ toldStaying: true })
      return true
    },
  }
}
