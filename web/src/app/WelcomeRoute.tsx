import { MicrophoneTry } from "@/features/calls/check/MicrophoneTry";
import { InviteQuick } from "@/features/settings/InviteQuick";
import { WelcomeScreen } from "@/features/welcome/WelcomeScreen";

/** `/welcome/:stage?`: what the features have for a newcomer, put together. */
export function WelcomeRoute() {
  return (
    <WelcomeScreen
      microphone={(onHeard) => <MicrophoneTry onHeard={onHeard} />}
      invite={<InviteQuick />}
    />
  );
}
