import { Component, type ReactNode } from "react";

import { logger } from "@/lib/logger";

export interface CallBoundaryProps {
  /** A call that cannot be shown must not go on unseen. */
  onBroken: () => void;
  children: ReactNode;
}

/** Keeps a fault of a call's screen away from the rest of the page. */
export class CallBoundary extends Component<CallBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error): void {
    logger.error("call screen broke", { name: error.name, message: error.message });
    this.props.onBroken();
    this.setState({ broken: false });
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
