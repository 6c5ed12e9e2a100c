// One live component for everything that ticks, rings, is tapped or typed. It holds a socket that brings this seat's
// view, draws a tap in the next frame, and keeps working while Streamlit is away. It asks Streamlit for a rerun only
// when there is something else to draw around it: not in a round.

import { isDark } from "./element.js";
import { Room } from "./room.js";

const ROOMS = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let room = ROOMS.get(parentElement);
  if (room && (room.data.seat !== data.seat || room.data.code !== data.code)) {
    room.close();
    room = null;
  }
  if (!room) {
    room = new Room(parentElement, data);
    ROOMS.set(parentElement, room);
  }
  room.mount(data, setTriggerValue, isDark(parentElement.host ?? parentElement));
  return () => {
    room.close();
    ROOMS.delete(parentElement);
  };
}
