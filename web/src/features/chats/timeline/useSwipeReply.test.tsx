import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";

import { useSwipeReply } from "./useSwipeReply";

let answered: number;

function Row({ mayAnswer }: { mayAnswer: boolean }) {
  const swipe = useSwipeReply(mayAnswer ? () => (answered += 1) : null);
  return <div data-testid="row" {...swipe} />;
}

beforeEach(() => {
  answered = 0;
});

afterEach(cleanup);

function row(mayAnswer = true): HTMLElement {
  render(<Row mayAnswer={mayAnswer} />);
  return screen.getByTestId("row");
}

type Place = [x: number, y: number];
const touches = (...places: Place[]) => ({
  touches: places.map(([clientX, clientY]) => ({ clientX, clientY })),
});

/** A finger that touches the first place, goes to the others, and is still there. */
function drag(element: HTMLElement, [first, ...others]: [Place, ...Place[]]): void {
  fireEvent.touchStart(element, touches(first));
  for (const place of others) fireEvent.touchMove(element, touches(place));
}

const shownAt = (element: HTMLElement) => [
  element.dataset["swiping"],
  element.style.getPropertyValue("--swipe"),
];
const AT_REST = [undefined, ""];

it("answers after a swipe far enough to the left, and the row goes back", () => {
  const element = row();
  drag(element, [
    [300, 100],
    [270, 102],
  ]);
  expect(shownAt(element)).toEqual(["near", "-30px"]);
  fireEvent.touchMove(element, touches([244, 102]));
  expect(shownAt(element)).toEqual(["far", "-56px"]);
  expect(answered).toBe(0);
  fireEvent.touchEnd(element, touches());
  expect(answered).toBe(1);
  expect(shownAt(element)).toEqual(AT_REST);
});

it("does not let the row go further than it needs to", () => {
  const element = row();
  drag(element, [
    [300, 100],
    [20, 100],
  ]);
  expect(Number.parseFloat(shownAt(element)[1]!)).toBeCloseTo(-78.4);
});

it("does nothing after a short swipe, or one that was taken back", () => {
  const element = row();
  drag(element, [
    [300, 100],
    [245, 100],
  ]);
  fireEvent.touchEnd(element, touches());
  drag(element, [
    [300, 100],
    [200, 100],
    [320, 100],
  ]);
  expect(shownAt(element)).toEqual(["near", "0px"]);
  fireEvent.touchEnd(element, touches());
  expect(answered).toBe(0);
  expect(shownAt(element)).toEqual(AT_REST);
});

it.each<[string, Place]>([
  ["up", [295, 80]],
  ["down", [290, 120]],
  ["to the right", [320, 100]],
])("leaves a finger that goes %s to the scrolling, wherever it goes then", (_way, place) => {
  const element = row();
  drag(element, [[300, 100], place, [100, 100]]);
  expect(shownAt(element)).toEqual(AT_REST);
  fireEvent.touchEnd(element, touches());
  expect(answered).toBe(0);
});

it("does not begin for a trembling finger, and stays a swipe once it is one", () => {
  const element = row();
  drag(element, [
    [300, 100],
    [290, 105],
  ]);
  expect(shownAt(element)).toEqual(AT_REST);
  drag(element, [
    [300, 100],
    [280, 100],
    [230, 160],
  ]);
  expect(shownAt(element)).toEqual(["far", "-70px"]);
  fireEvent.touchEnd(element, touches());
  expect(answered).toBe(1);
});

it("answers nothing when the browser takes the finger away", () => {
  const element = row();
  drag(element, [
    [300, 100],
    [200, 100],
  ]);
  fireEvent.touchCancel(element, touches());
  expect(shownAt(element)).toEqual(AT_REST);
  fireEvent.touchEnd(element, touches());
  expect(answered).toBe(0);
});

it("is not for two fingers, nor for what cannot be answered", () => {
  const element = row();
  fireEvent.touchStart(element, touches([300, 100], [200, 100]));
  fireEvent.touchMove(element, touches([200, 100], [100, 100]));
  fireEvent.touchEnd(element, touches());
  expect(shownAt(element)).toEqual(AT_REST);
  cleanup();
  const silent = row(false);
  drag(silent, [
    [300, 100],
    [200, 100],
  ]);
  expect(shownAt(silent)).toEqual(AT_REST);
  fireEvent.touchEnd(silent, touches());
  expect(answered).toBe(0);
});
