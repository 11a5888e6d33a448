/** The way to the microphone: explaining the browser's question before it comes, and helping after a "no". */
import type { LocalMedia } from "./localMedia";

export interface PermissionParts {
  /** The call ended meanwhile: nothing is asked any more. */
  isOver: () => boolean;
  onStep: (step: "explain" | "asking" | "denied") => void;
}

export interface Permission {
  /** Starts microphone and, if wanted, camera, asking the person where need be. `false`: the call is over. */
  obtain(video: boolean): Promise<boolean>;
  /** What the person says to the explanation, or after a refusal. */
  decide: (choice: PermissionChoice) => void;
}

export type PermissionChoice = "ask" | "withoutMicrophone";

export function createPermission(
  local: Pick<LocalMedia, "needsExplaining" | "acquire" | "state">,
  { isOver, onStep }: PermissionParts,
): Permission {
  let decided: ((choice: PermissionChoice) => void) | null = null;

  function askPerson(step: "explain" | "denied"): Promise<PermissionChoice> {
    onStep(step);
    return new Promise((resolve) => (decided = resolve));
  }

  return {
    async obtain(video) {
      if (await local.needsExplaining(video)) {
        await askPerson("explain");
        onStep("asking");
      }
      for (;;) {
        if (isOver()) return false;
        await local.acquire(video);
        if (isOver()) return false;
        const { microphone } = local.state();
        if (microphone.status !== "absent" || microphone.problem !== "denied") return true;
        if ((await askPerson("denied")) === "withoutMicrophone") return !isOver();
        onStep("asking");
      }
    },
    decide(choice) {
      decided?.(choice);
      decided = null;
    },
  };
}
