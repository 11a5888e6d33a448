/** Who has read or received a message of mine. */
import type { Chat, Member, UserId } from "@/api/types";

export interface Receipts {
  read: Member[];
  /** Received but not read. */
  delivered: Member[];
  waiting: Member[];
}

/** Everybody but me is in exactly one of the lists. */
export function receiptsOf(chat: Chat, seq: number, myId: UserId): Receipts {
  const receipts: Receipts = { read: [], delivered: [], waiting: [] };
  for (const member of chat.members ?? []) {
    if (member.user.id === myId) continue;
    if (member.readSeq >= seq) receipts.read.push(member);
    else if (member.deliveredSeq >= seq) receipts.delivered.push(member);
    else receipts.waiting.push(member);
  }
  return receipts;
}
