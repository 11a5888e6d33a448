import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Hints } from "./Hints";
import { IconButton } from "./IconButton";

beforeEach(() => {
  vi.useFakeTimers();
  render(
    <MantineProvider env="test">
      <IconButton label="Call" icon={<i data-testid="icon" />} />
      <IconButton label="Search" icon={<i />} />
      <Hints />
    </MantineProvider>,
  );
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Long enough for a hint to open or fade. */
function rest(): void {
  act(() => {
    vi.advanceTimersByTime(1_000);
  });
}

describe("the hint of a button", () => {
  it("is its name, where the mouse rests", () => {
    fireEvent.pointerOver(screen.getByTestId("icon"), { pointerType: "mouse" });
    expect(screen.queryByText("Call")).toBeNull();
    rest();
    expect(screen.getByText("Call")).toBeTruthy();
  });

  it("goes when the pointer does, and when the button is pressed", () => {
    for (const end of ["pointerOver", "pointerDown"] as const) {
      fireEvent.pointerOver(screen.getByTestId("icon"), { pointerType: "mouse" });
      rest();
      fireEvent[end](document.body, { pointerType: "mouse" });
      rest();
      expect(screen.queryByText("Call")).toBeNull();
    }
  });

  it("is the one of the button that the pointer is on now", () => {
    fireEvent.pointerOver(screen.getByTestId("icon"), { pointerType: "mouse" });
    rest();
    fireEvent.pointerOver(screen.getByLabelText("Search"), { pointerType: "mouse" });
    rest();
    expect(screen.queryByText("Call")).toBeNull();
    expect(screen.getByText("Search")).toBeTruthy();
  });

  it("is not for fingers", () => {
    fireEvent.pointerOver(screen.getByTestId("icon"), { pointerType: "touch" });
    rest();
    expect(screen.queryByText("Call")).toBeNull();
  });
});
