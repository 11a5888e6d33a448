// Made by `npm run gen` from openapi.json. Never edited by hand.

export interface paths {
  "/api/admin/calls": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the calls of everybody were, the newest first: those that are over and of which a side told it. For admins. */
    get: operations["call_reports"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/email": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Gives oneself another e-mail address, or none. A letter asks to confirm it; a wrong password is 401
     *     `wrong_credentials`.
     */
    put: operations["change_email"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/email/resend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends the letter that asks to confirm an address again, if there is anything to confirm. The answer is the same, at the
     *     same time, whether there is.
     */
    post: operations["resend_confirmation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/email/settings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How one wants to be written to. */
    get: operations["mail_settings"];
    /** Keeps how one wants to be written to, from now on in the language of this page. */
    put: operations["set_mail_settings"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/email/verify": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Shows by a link that an address is one's own. A link that is not good (any more) is 422 `link_unknown`. */
    post: operations["verify_email"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/login": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signs in with login (or a confirmed e-mail address), password, and a code where one is asked for. */
    post: operations["log_in"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/login/passkey": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Signs in with a passkey alone: it makes sure of the person itself, so no code is asked for. */
    post: operations["log_in_by_passkey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/login/passkey/options": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a passkey has to sign. It tells nothing of who has one. */
    post: operations["passkey_challenge"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/logout": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends the session that asks; its sockets close and its tokens stop working at once. */
    post: operations["log_out"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/passkeys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One's own passkeys, the newest first. */
    get: operations["list_passkeys"];
    put?: never;
    /** Adds a passkey that the browser made. One that is not right is 401 `passkey_refused`. */
    post: operations["add_passkey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/passkeys/options": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What a browser needs to make a passkey. A wrong password is 401 `wrong_credentials`. */
    post: operations["plan_passkey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/passkeys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a passkey. Sessions that began with it go on; the password stays a way in. */
    delete: operations["remove_passkey"];
    options?: never;
    head?: never;
    /** Gives a passkey another name. */
    patch: operations["rename_passkey"];
    trace?: never;
  };
  "/api/auth/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Changes one's own password and ends the other sign-ins. A wrong old password is 401 `wrong_credentials`. */
    post: operations["change_password"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/password/forgot": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends a link to a new password to whoever has this address confirmed. The answer is the same, at the same time,
     *     whether anybody has.
     */
    post: operations["forgot_password"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/password/reset": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sets a new password by a link, which works once, and ends all sessions of that account. A link that is not good (any
     *     more) is 422 `link_unknown`.
     */
    post: operations["reset_password"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/password/reset/check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Whose password a link may set; the link stays good. A link that is not good (any more) is 422 `link_unknown`. */
    post: operations["check_reset_link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/refresh": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchanges a refresh token for fresh tokens. Browsers send theirs in the cookie, with `X-Zvonilka-Client: web`;
     *     without that header the cookie is not looked at.
     */
    post: operations["refresh"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/register": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes an account and signs it in. */
    post: operations["register"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One's own sign-ins, the last used first. */
    get: operations["list_sessions"];
    put?: never;
    post?: never;
    /** Ends all of one's own sign-ins but the one that asks. */
    delete: operations["end_other_sessions"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/sessions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends one of one's own sign-ins, at once. */
    delete: operations["end_session"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/two-step": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether a code is asked for when one signs in. */
    get: operations["two_step"];
    put?: never;
    /** Shows by a first code that the secret has arrived: from now on codes are asked for. A wrong one is 401 `wrong_code`. */
    post: operations["enable_two_step"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/two-step/off": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** No codes are asked for any more. 401 is `wrong_credentials` or `wrong_code`. */
    post: operations["disable_two_step"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/two-step/recovery-codes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes other recovery codes; those from before are worth nothing. 401 is `wrong_credentials` or `wrong_code`. */
    post: operations["renew_recovery_codes"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/two-step/secret": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a secret for an app that shows codes. Nothing is asked for until a code made with it was given; until then it can
     *     be made anew. A wrong password is 401 `wrong_credentials`.
     */
    post: operations["make_two_step_secret"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/active": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The calls that one is in or that ring for one, the oldest first. */
    get: operations["active_calls"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/echo": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Calls the echo contact, which says back what it hears a second later. One call a person: another ends the first. The
     *     offer has one place for sound and nothing else; candidates need not be in it. It is over when the browser's connection
     *     closes, by `DELETE`, or after `longest` seconds. 404: it does not answer on this server.
     */
    post: operations["call_echo"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/echo/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends a call with the echo contact. One that is over already stays so. */
    delete: operations["end_echo"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/history": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One's own past calls, the newest first. */
    get: operations["call_history"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/ice-servers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The STUN and TURN servers to use, with fresh credentials. */
    get: operations["ice_servers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/initiate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Calls somebody. When the two have a call already, it is that one: calling back takes a ringing call. */
    post: operations["initiate_call"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/respond": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes or declines a ringing call. */
    post: operations["respond_to_call"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One call, going on or over. */
    get: operations["call"];
    put?: never;
    post?: never;
    /** Takes a call that is over out of one's own history. */
    delete: operations["forget_call"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/{id}/end": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hangs up; while it rings, the caller calls it off and the callee declines. */
    post: operations["end_call"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/{id}/guests": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lets guests into a group call, turns them away, or takes them out. Whoever is in the call may. */
    post: operations["answer_guests"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/calls/{id}/quality": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Tells how a call was for oneself, at its end or after it; shown in one's own history. */
    put: operations["keep_call_quality"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chat-links/{code}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The group that an invite link leads to, before joining it. */
    get: operations["chat_link"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chat-links/{code}/join": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Joins the group that an invite link leads to; whoever is in it already stays as they are. */
    post: operations["join_by_link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One's own chats, the latest activity first. */
    get: operations["list_chats"];
    put?: never;
    /** The one direct chat with a person or one's saved messages, made if need be; or a new group, owned by its maker. */
    post: operations["open_chat"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One chat with all its members. */
    get: operations["chat"];
    put?: never;
    post?: never;
    /**
     * Deletes a chat for oneself, or for everybody: a group by its owner, a direct chat by either side, saved messages
     *     by their owner.
     */
    delete: operations["delete_chat"];
    options?: never;
    head?: never;
    /**
     * Changes a chat; absent fields stay as they are. A group is changed by its owner and admins, the family chat
     *     (which has only a title) by an admin of the server.
     */
    patch: operations["update_chat"];
    trace?: never;
  };
  "/api/chats/{id}/avatar": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Gives a group a photo, as its owner or an admin: made like a person's. Its members see it. */
    put: operations["set_chat_avatar"];
    post?: never;
    /** Takes a group's photo away, as its owner or an admin. */
    delete: operations["remove_chat_avatar"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/guest-links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The group's links for guests by which somebody can still come, the newest first; for those who may make one. */
    get: operations["list_guest_links"];
    put?: never;
    /**
     * Makes a link by which people without an account come into this group's calls, once somebody in the call lets them in.
     *     Whoever may add people to the group may; in the family's chat its admins. The address is told this one time.
     */
    post: operations["create_guest_link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/guest-links/{linkId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Takes a link for guests back: its maker may, and the owner and admins of the group. Whoever came by it is out of the call
     *     at once.
     */
    delete: operations["revoke_guest_link"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The invite links of a group that work, the newest first; for those who may add people. */
    get: operations["list_links"];
    put?: never;
    /**
     * Makes an invite link of a group: its owner and admins may, and everybody in it where the group lets them add
     *     people.
     */
    post: operations["create_link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/links/{code}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes an invite link back: whoever made it may, and the group's owner and admins. */
    delete: operations["revoke_link"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/members": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The members of a chat, in the order in which they came. */
    get: operations["list_members"];
    put?: never;
    /** Adds people to a group: its owner and admins may, and everybody in it where the group says so. */
    post: operations["add_members"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/members/{userId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Leaves a group (with one's own UID) or removes somebody: the owner anybody, an admin members without a role. When
     *     the last one leaves, the group is gone.
     */
    delete: operations["remove_member"];
    options?: never;
    head?: never;
    /**
     * Gives a member of a group another role: its owner may. `owner` hands the group over, and the old owner becomes
     *     an admin.
     */
    patch: operations["change_role"];
    trace?: never;
  };
  "/api/chats/{id}/messages": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A stretch of a chat's messages: the newest page, or the part that is named. */
    get: operations["list_messages"];
    put?: never;
    /** Sends a message. Answers once it is durable; the same `clientId` again stores nothing twice. */
    post: operations["send_message"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/mine": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes one's own side of a chat: kept on top, put away, silent until, marked as unread, what one has begun to
     *     write. Absent fields stay as they are, `null` clears.
     */
    patch: operations["update_mine"];
    trace?: never;
  };
  "/api/chats/{id}/pins": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The pinned messages of a chat, the newest pin first. */
    get: operations["list_pins"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/pins/{messageId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Pins a message for everybody: in a direct chat each of the two may, elsewhere an admin. Again is nothing. */
    put: operations["pin_message"];
    post?: never;
    /** Takes a pin away. Again is nothing. */
    delete: operations["unpin_message"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/chats/{id}/read": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Marks a chat read up to a place: only forward, never beyond its end. */
    put: operations["mark_read"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/contacts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** My contacts, the requests to and of me, and whom I blocked. */
    get: operations["list_contacts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/contacts/requests": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks somebody to become a contact. Whoever was asked by them becomes one at once; asking again changes nothing. */
    post: operations["ask_contact"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/contacts/requests/{id}/accept": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says yes to somebody who asks me. */
    post: operations["accept_contact"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/contacts/requests/{id}/decline": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says no to somebody who asks me, or takes my own request back. */
    post: operations["decline_contact"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/contacts/{userId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends a contact, for both. */
    delete: operations["remove_contact"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/files": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Takes in a file in one piece. Pictures lose what they tell about their maker, and get a small copy. What no message carries
     *     after 24 hours goes.
     */
    post: operations["upload_file"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/files/export/{ticket}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that is mine, as a ZIP archive, put together while it is sent. It stands here so that a browser may save it
     *     by itself, with the cookie for files; the ticket is good once, for the session that asked for it.
     */
    get: operations["export"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/files/uploads": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begins an upload; the body may hold its first piece, or all of it. `Location` is where it goes on; the last part of it is the
     *     id of the file to come. It is given up after 24 hours.
     */
    post: operations["begin_upload"];
    delete?: never;
    /** What the server can do with uploads: see `Tus-Version`, `Tus-Extension`, `Tus-Max-Size`, `Tus-Checksum-Algorithm`. */
    options: operations["upload_capabilities"];
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/files/uploads/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The file that one's own upload has become. */
    get: operations["finished_upload"];
    put?: never;
    post?: never;
    /** Gives up one's own upload and frees its space; also a finished one, unless a message carries it already. */
    delete: operations["give_up_upload"];
    options?: never;
    /** How much of one's own upload is there: `Upload-Offset` of `Upload-Length`. */
    head: operations["upload_progress"];
    /** Writes the next piece at the end of one's own upload; the last one makes it a file. What came before a cut stays. */
    patch: operations["append_to_upload"];
    trace?: never;
  };
  "/api/files/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A file, or with `Range` one part of it. For its owner, and for whoever may read a message that carries it. */
    get: operations["file"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/files/{id}/thumbnail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The small copy of a picture or video, a JPEG; of somebody's photo, 128 pixels wide. */
    get: operations["thumbnail"];
    /**
     * Gives one's own video a picture, which the server does not make of it: at most 2 MiB, made anew. It also tells the shape of
     *     the video.
     */
    put: operations["set_poster"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/guests": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gives a name, by a link for guests, and gets a pass for the guests' socket. */
    post: operations["become_guest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/guests/ice-servers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The STUN and TURN servers for a guest who is in a call, with credentials for an hour. The token is their pass. */
    get: operations["guest_ice_servers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/guests/look": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What whoever opens a link for guests is told: what the group is called, who invites, and whether a call goes on. In the
     *     body and not in the path, so that what opens the door stands in no log.
     */
    post: operations["look_at_guest_link"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/info": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What somebody who is not signed in has to know of this server. */
    get: operations["info"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/invites": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The invitations one may manage, the newest first: an admin's are all, a member's their own. */
    get: operations["list_invites"];
    put?: never;
    /** Makes an invitation. Only admins may make admins. */
    post: operations["create_invite"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/invites/{code}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a newcomer may know of an invitation before registering. Whoever invites is told of the first look. */
    get: operations["invite"];
    put?: never;
    post?: never;
    /** Takes an invitation back. */
    delete: operations["revoke_invite"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/messages/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Deletes a message. For everyone: by its sender or by an admin of the group; its place remains without content. For
     *     me: it leaves my own view. Again is nothing.
     */
    delete: operations["delete_message"];
    options?: never;
    head?: never;
    /** Gives a message of mine other words. Not what I forwarded; the same words again change nothing. */
    patch: operations["edit_message"];
    trace?: never;
  };
  "/api/messages/{id}/reactions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who answered a message with which sign, the earliest first. */
    get: operations["list_reactions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/messages/{id}/reactions/{emoji}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Answers a message with one emoji of Unicode: at most 3 a person, at most 20 different ones a message. Again is
     *     nothing.
     */
    put: operations["set_reaction"];
    post?: never;
    /** Takes a sign back. Again is nothing. */
    delete: operations["unset_reaction"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/newcomers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Those who came by my invitations within the last month, the newest first, and how far they have settled in. */
    get: operations["list_newcomers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/newcomers/me": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who invited me and sees how far I have settled in, and the steps I took; both empty after a month. */
    get: operations["my_arrival"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/newcomers/me/steps": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Notes that I took a step of settling in, for whoever invited me; without one, or after a month, it means nothing. */
    post: operations["take_step"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/push/answers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A device that was woken up for a call says that it rings there, or that it was declined. Open: the worker of a page has
     *     no token; it shows the ticket that came with the call, for its eyes only.
     */
    post: operations["answer_push"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/push/key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The key with which a page asks its browser for an address (VAPID). */
    get: operations["push_key"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/push/settings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How one wants to be told things. */
    get: operations["push_settings"];
    /** Changes how one wants to be told things. */
    put: operations["set_push_settings"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/push/subscriptions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether this device is told things, and what came of the last try. */
    get: operations["push_state"];
    /**
     * A browser has given a device another address. Open: the worker of a page has no token; it knows the old address and
     *     its secret.
     */
    put: operations["resubscribe_to_push"];
    /** Lets this device be told things while no page is open there, instead of at the address it had before. */
    post: operations["subscribe_to_push"];
    /** Tells this device nothing more. */
    delete: operations["unsubscribe_from_push"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/push/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends this device a notification. What came of it stands in `GET /push/subscriptions` a moment later. */
    post: operations["test_push"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/push/test-call": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lets this device ring as for a call, in ten seconds: meanwhile it can be locked or put away. Nobody calls; who
     *     answers hears themselves.
     */
    post: operations["test_call"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/search/messages": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Messages of one's own chats that have all the words, newest first. What was written or edited less than a
     *     second ago may not be found yet.
     */
    get: operations["search_messages"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/simple-mode": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** My simple mode, who of my callers is answered without a touch, and what is proposed to me about it. */
    get: operations["simple_mode"];
    /** Chooses my simple mode anew, whole. Whoever is not there, or whom I blocked, is left out. */
    put: operations["choose_simple_mode"];
    post?: never;
    /** Ends all of it: my page is the usual one, nobody is chosen, and nobody is answered without a touch. */
    delete: operations["clear_simple_mode"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/simple-mode/proposals/{id}/accept": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Agrees to what is proposed to me: it holds from now on, in place of what held before. */
    post: operations["take_simple_proposal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/simple-mode/proposals/{id}/refuse": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Says no to what is proposed to me: nothing changes. */
    post: operations["refuse_simple_proposal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everybody on the server, in the order of their logins. */
    get: operations["list_users"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/me": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Oneself. */
    get: operations["me"];
    put?: never;
    post?: never;
    /**
     * Deletes one's own account for good. What others received stays, from a user with `deleted`; the rest goes. A wrong
     *     password is 401 `wrong_credentials`; 409 `last_admin`, and 409 `owner_must_hand_over` with `errors.groupIds`, while
     *     something has to be handed over first.
     */
    delete: operations["delete_me"];
    options?: never;
    head?: never;
    /** Changes one's own profile and settings; absent fields stay as they are. */
    patch: operations["update_me"];
    trace?: never;
  };
  "/api/users/me/avatar": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Gives oneself a photo: the middle square of a picture of at most 32 MiB, made anew at up to 512 pixels, with a
     *     small copy of 128 (`{avatarUrl}/thumbnail`). Who sees it is one's own choice (`privacy.photo`).
     */
    put: operations["set_my_avatar"];
    post?: never;
    /** Takes one's own photo away. */
    delete: operations["remove_my_avatar"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/me/data": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Says what the server holds of oneself, besides the profile, and how much of it. Everything is counted anew: it may be
     *     asked a few times a minute.
     */
    get: operations["my_data"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/me/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far my last download of everything is; it is remembered for an hour. */
    get: operations["export_state"];
    put?: never;
    /**
     * Asks for everything that is mine, as one archive. The answer says where it is downloaded, once and within a minute, by
     *     the same session. A wrong password is 401 `wrong_credentials`; 409 `export_running` while another download runs.
     */
    post: operations["ask_export"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/search": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** People whose login or name matches, or who have exactly this UID. */
    get: operations["search_users"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One person. */
    get: operations["user"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/{id}/block": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Blocks somebody: they may see and do with me what nobody may, and are not told why. A contact or a request ends
     *     by it.
     */
    put: operations["block_user"];
    post?: never;
    /** Takes a block back. */
    delete: operations["unblock_user"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/{id}/simple-mode-proposal": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What I proposed to somebody, and what became of it. Only for who runs the server. */
    get: operations["simple_proposal"];
    /**
     * Proposes simple mode to somebody, in place of what I proposed to them before. Nothing holds until they agree. Only
     *     for who runs the server.
     */
    put: operations["propose_simple_mode"];
    post?: never;
    /** Takes back what I proposed to somebody. What they agreed to stays theirs. Only for who runs the server. */
    delete: operations["withdraw_simple_proposal"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process is alive. */
    get: operations["health"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health/ready": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The database answers, and the server is not about to stop. */
    get: operations["ready"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description `POST /chats/{id}/members`. */
    AddMembers: {
      /** @description Whom to add; at most 200 at once. */
      userIds: components["schemas"]["UserId"][];
    };
    /** @description `POST /auth/passkeys`. Texts that stand for bytes are base64url. */
    AddPasskey: {
      /**
       * Format: int64
       * @description `response.getPublicKeyAlgorithm()`: -7, -8 or -257.
       */
      algorithm: number;
      /** @description `response.getAuthenticatorData()`. */
      authenticatorData: string;
      /** @description `response.clientDataJSON`. */
      clientData: string;
      /** @description What its owner calls it: 1 to 64 characters. */
      name: string;
      /** @description `response.getPublicKey()`. */
      publicKey: string;
    };
    /** @description The answer: who is in now, and who was not added because they do not allow it. */
    AddedMembers: {
      /** @description Those of the named who are members now. */
      items: components["schemas"]["Member"][];
      /** @description Those whose settings forbid it. */
      refused: components["schemas"]["UserId"][];
    };
    /** @description `POST /calls/{id}/guests`. */
    AnswerGuests: {
      /** @description What. */
      action: components["schemas"]["GuestAnswer"];
      /** @description Whom; 50 at most. */
      participantIds: components["schemas"]["ParticipantId"][];
    };
    /** @description `POST /push/answers`, without a token: a device that was woken up for a call says what became of it. */
    AnswerPush: {
      /** @description What became of it. */
      answer: components["schemas"]["PushAnswer"];
      /** @description What came with the call. */
      ticket: string;
    };
    /** @description `GET /newcomers/me`: how I came. */
    Arrival: {
      invitedBy?: components["schemas"]["User"] | null;
      /** @description The steps I took. */
      steps: components["schemas"]["WelcomeStep"][];
    };
    /** @description `POST /contacts/requests`. */
    AskContact: {
      /** @description Whom. */
      userId: components["schemas"]["UserId"];
    };
    /**
     * @description Who may.
     * @enum {string}
     */
    Audience: "everybody" | "contacts" | "nobody";
    /** @description `auth`. */
    AuthFrame: {
      /** @description The tab's own id: an older socket of the same tab is closed with 4004. */
      tabId?: string | null;
      /** @description The access token. */
      token: string;
    };
    /**
     * @description What happens when a chosen person calls.
     * @enum {string}
     */
    AutoAnswer: "never" | "sound" | "camera";
    BTreeMap: {
      [key: string]: string[];
    };
    /** @description `POST /guests`. */
    BecomeGuest: {
      /** @description What to be called: 1 to 40 characters. */
      name: string;
      /** @description What stands in the address. */
      token: string;
    };
    /** @description A call. */
    Call: {
      answeredAt?: components["schemas"]["Timestamp"] | null;
      /** @description It is the group's audio room with somebody in it: nothing rings, and no card is left of it. */
      audioRoom?: boolean;
      /** @description The chat it belongs to. */
      chatId: components["schemas"]["ChatId"];
      connectedAt?: components["schemas"]["Timestamp"] | null;
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      /**
       * Format: int64
       * @description From the answer to the end.
       */
      durationMs?: number | null;
      endReason?: components["schemas"]["EndReason"] | null;
      endedAt?: components["schemas"]["Timestamp"] | null;
      /** @description Those without an account who wait at the door of a group call, are in it, or were. */
      guests?: components["schemas"]["CallGuest"][];
      /** @description Its id. */
      id: components["schemas"]["CallId"];
      /** @description Who called. */
      initiatorId: components["schemas"]["UserId"];
      /** @description What the caller asked for. */
      kind: components["schemas"]["CallKind"];
      /** @description Nobody new comes into this group call. */
      locked?: boolean;
      /** @description How media travels. */
      mode: components["schemas"]["CallMode"];
      /** @description Everybody in it. */
      participants: components["schemas"]["CallParticipant"][];
      quality?: components["schemas"]["CallQuality"] | null;
      /** @description Where it stands. */
      status: components["schemas"]["CallStatus"];
    };
    /** @description `call:accepted`. */
    CallAcceptance: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description The place they hold. */
      participantId: components["schemas"]["ParticipantId"];
      /** @description Who. */
      userId: components["schemas"]["UserId"];
    };
    /**
     * @description What to do with a ringing call.
     * @enum {string}
     */
    CallAction: "accept" | "reject";
    /** @description `call:ice-candidate`. */
    CallCandidate: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description An `RTCIceCandidateInit`; `null` says that there are no more. */
      candidate?: Record<string, unknown> | null;
      /** @description Which place it comes from. */
      fromParticipantId: components["schemas"]["ParticipantId"];
      /** @description Who holds it. */
      fromUserId: components["schemas"]["UserId"];
    };
    /** @description How a call went, as its chat remembers it. */
    CallCard: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /**
       * Format: int64
       * @description From the answer to the end; absent if nobody answered.
       */
      durationMs?: number | null;
      /** @description Audio or video. */
      kind: components["schemas"]["CallKind"];
      /** @description How it ended. */
      status: components["schemas"]["CallStatus"];
    };
    /** @description `call:rejected`. */
    CallDecline: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description Who. */
      userId: components["schemas"]["UserId"];
    };
    /** @description `POST /calls/echo`. */
    CallEcho: {
      /** @description An SDP offer of one place for sound and nothing else. */
      sdp: string;
    };
    /** @description Somebody without an account, at the door of a group call, in it, or once in it. */
    CallGuest: {
      /** @description Their device has gone and has not come back yet. */
      away?: boolean;
      handRaisedAt?: components["schemas"]["Timestamp"] | null;
      /** @description What they call themselves. */
      name: string;
      /** @description The id of their place. */
      participantId: components["schemas"]["ParticipantId"];
      /** @description Where they stand. */
      state: components["schemas"]["CallGuestState"];
    };
    /** @description A link by which people without an account come into a group's calls. */
    CallGuestLink: {
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description Who made it. */
      createdBy: components["schemas"]["UserId"];
      /** @description Until when somebody can come by it. */
      expiresAt: components["schemas"]["Timestamp"];
      /** @description Its id. */
      id: components["schemas"]["GuestLinkId"];
      /**
       * @description The address itself. Told once, when the link is made: only a digest is kept. What opens the door stands behind
       *     the `#`, which browsers send to nobody.
       */
      url?: string | null;
    };
    /**
     * @description Where a guest stands.
     * @enum {string}
     */
    CallGuestState:
      "waiting" | "connecting" | "connected" | "reconnecting" | "left" | "removed" | "declined";
    /** @description `call:hand`. */
    CallHand: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      participantId?: components["schemas"]["ParticipantId"] | null;
      /** @description Up or down. */
      raised: boolean;
      userId?: components["schemas"]["UserId"] | null;
    };
    /**
     * Format: uuid
     * @description A call.
     */
    CallId: string;
    /**
     * @description What the caller asked for.
     * @enum {string}
     */
    CallKind: "audio" | "video";
    /** @description `call:lock`. */
    CallLock: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description Locked or not. */
      locked: boolean;
    };
    /** @description What really flows at a device. */
    CallMedia: {
      /** @description Packets of the other side arrive. */
      receiving: boolean;
      /** @description It is agreed that something is sent. */
      sending: boolean;
    };
    /** @description `call:media`. */
    CallMediaFrame: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      path?: components["schemas"]["MediaPath"] | null;
      /** @description Packets of the other side really arrive. */
      receiving: boolean;
      /** @description Negotiated as sending something. */
      sending: boolean;
    };
    /**
     * @description How media travels.
     * @enum {string}
     */
    CallMode: "p2p" | "sfu";
    /** @description `call:mute`. */
    CallMute: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      participantId?: components["schemas"]["ParticipantId"] | null;
      userId?: components["schemas"]["UserId"] | null;
    };
    /** @description One place in a call. */
    CallParticipant: {
      /**
       * @description Their device has gone (closed, reloading, without network); it comes back, or the call ends. In a call that
       *     ended with `leaseLapsed`: it was they who did not come back.
       */
      away?: boolean;
      handRaisedAt?: components["schemas"]["Timestamp"] | null;
      /** @description They are a host of the group call: they may mute, remove and lock. */
      host?: boolean;
      invitedBy?: components["schemas"]["UserId"] | null;
      media?: components["schemas"]["CallMedia"] | null;
      /** @description The place's id. */
      participantId: components["schemas"]["ParticipantId"];
      /** @description A host took them out of the group call, and nobody has let them in again. */
      removed?: boolean;
      sessionId?: components["schemas"]["SessionId"] | null;
      /** @description Where they stand. */
      state: components["schemas"]["CallParticipantState"];
      /** @description Who. */
      userId: components["schemas"]["UserId"];
    };
    /**
     * @description Where one participant stands.
     * @enum {string}
     */
    CallParticipantState:
      | "invited"
      | "ringing"
      | "connecting"
      | "connected"
      | "reconnecting"
      | "left"
      | "declined"
      | "missed"
      | "busy";
    /** @description `call:remove` and `call:let-in`. */
    CallPerson: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description Whom. */
      userId: components["schemas"]["UserId"];
    };
    /** @description `PUT /calls/{id}/quality`, and in one's own call history: how the call was for this side. */
    CallQuality: {
      cause?: components["schemas"]["QualityCause"] | null;
      /**
       * Format: int32
       * @description How irregularly packets came, milliseconds on average.
       */
      jitterMs: number;
      /**
       * Format: int32
       * @description Lost on the way here, in thousandths.
       */
      lossIn: number;
      /**
       * Format: int32
       * @description Lost on the way there, in thousandths.
       */
      lossOut: number;
      /** @description The short of it. */
      mark: components["schemas"]["QualityMark"];
      path?: components["schemas"]["MediaPath"] | null;
      /**
       * Format: int32
       * @description There and back, milliseconds on average.
       */
      rttMs: number;
      transport?: components["schemas"]["MediaTransport"] | null;
    };
    /** @description `call:react`. */
    CallReact: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description One emoji. */
      emoji: string;
    };
    /** @description A frame that only names a call. */
    CallRef: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
    };
    /** @description `GET /admin/calls`: a call that is over, as its sides told of it. Never what was said. */
    CallReport: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      /**
       * Format: int64
       * @description From the answer to the end.
       */
      durationMs?: number | null;
      endReason?: components["schemas"]["EndReason"] | null;
      /** @description What the caller asked for. */
      kind: components["schemas"]["CallKind"];
      /** @description Everybody in it, the caller first. */
      sides: components["schemas"]["CallReportSide"][];
    };
    /** @description One side of a call that is over. */
    CallReportSide: {
      quality?: components["schemas"]["CallQuality"] | null;
      /** @description Who. */
      user: components["schemas"]["User"];
    };
    /** @description `call:ringing`. */
    CallRinging: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description What rings; empty when no device of the callee is open. */
      devices: components["schemas"]["RingingDevice"][];
    };
    /** @description `call:offer` and `call:answer`. */
    CallSdp: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description Which place it comes from. */
      fromParticipantId: components["schemas"]["ParticipantId"];
      /** @description Who holds it. */
      fromUserId: components["schemas"]["UserId"];
      /** @description The description, as the browser wrote it. */
      sdp: string;
    };
    /** @description `call:state`. */
    CallStateEvent: components["schemas"]["CallStateFrame"] & {
      /** @description Which place it comes from. */
      fromParticipantId: components["schemas"]["ParticipantId"];
      /** @description Who holds it. */
      fromUserId: components["schemas"]["UserId"];
    };
    /** @description `call:state`. */
    CallStateFrame: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description The camera is on. */
      camera?: boolean | null;
      /** @description The call is on hold. */
      hold?: boolean | null;
      /** @description The microphone is off. */
      muted?: boolean | null;
      /** @description The screen is shared. */
      screen?: boolean | null;
    };
    /**
     * @description Where a call stands; the first three are alive, the rest are how it ended.
     * @enum {string}
     */
    CallStatus:
      | "initiating"
      | "ringing"
      | "answered"
      | "ended"
      | "missed"
      | "rejected"
      | "busy"
      | "cancelled"
      | "failed";
    /** @description `call:ice-candidate`. */
    CandidateFrame: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description An `RTCIceCandidateInit`; `null` says that there are no more. */
      candidate?: Record<string, unknown> | null;
      toParticipantId?: components["schemas"]["ParticipantId"] | null;
    };
    /** @description `PUT /auth/email`. */
    ChangeEmail: {
      /** @description The new address; absent to have none. */
      email?: string | null;
      /** @description One's own password. */
      password: string;
    };
    /** @description `POST /auth/password`. */
    ChangePassword: {
      /** @description The new one; ends all other sessions. */
      newPassword: string;
      /** @description The present password. */
      oldPassword: string;
    };
    /** @description `PATCH /chats/{id}/members/{userId}`. */
    ChangeRole: {
      /** @description The new role; `owner` hands the group over. */
      role: components["schemas"]["Role"];
    };
    /** @description A chat as one of its members sees it. */
    Chat: components["schemas"]["SharedChat"] & {
      activeCall?: components["schemas"]["Call"] | null;
      /** @description Put away by me. */
      archived: boolean;
      draft?: components["schemas"]["Draft"] | null;
      /**
       * Format: int64
       * @description I deleted the chat for me at this place: it is hidden until a later message.
       */
      hiddenSeq?: number | null;
      lastMessage?: components["schemas"]["Message"] | null;
      /** @description Marked by me as unread although I have read it. */
      markedUnread?: boolean;
      /** @description Everybody in it, when it is small (up to 50) or asked for alone. */
      members?: components["schemas"]["Member"][] | null;
      mutedUntil?: components["schemas"]["Timestamp"] | null;
      /**
       * Format: int64
       * @description Up to where I have read.
       */
      myReadSeq: number;
      /** @description Kept on top by me. */
      pinned: boolean;
      /**
       * Format: int64
       * @description The highest place that somebody else has read.
       */
      readSeq: number;
      /** @description What I may do. */
      role: components["schemas"]["Role"];
      /**
       * Format: int32
       * @description Messages (not events) of others that I have not read, counted up to 10,000.
       */
      unreadCount: number;
      /**
       * Format: int32
       * @description Unread messages that name me.
       */
      unreadMentions?: number;
    };
    /**
     * Format: uuid
     * @description A conversation: direct, a group, saved messages or the family chat.
     */
    ChatId: string;
    /**
     * @description What kind of conversation it is.
     * @enum {string}
     */
    ChatKind: "direct" | "family" | "group" | "saved";
    /** @description An invite link of a group, as those who may invite see it. */
    ChatLink: {
      /** @description The code in it. */
      code: string;
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description Who made it. */
      createdBy: components["schemas"]["UserId"];
      expiresAt?: components["schemas"]["Timestamp"] | null;
      /**
       * Format: int32
       * @description How many may use it; absent for any number.
       */
      maxUses?: number | null;
      /** @description What to open: the page's `/join/{code}`. */
      url: string;
      /**
       * Format: int32
       * @description How many have.
       */
      uses: number;
    };
    /** @description What somebody who holds a link sees before joining. */
    ChatLinkInfo: {
      /** @description Where its photo is; only for those who are in it. */
      avatarUrl?: string | null;
      chatId?: components["schemas"]["ChatId"] | null;
      /** @description What it is about. */
      description?: string | null;
      /** @description Whether I am one of them. */
      joined: boolean;
      /**
       * Format: int32
       * @description People in it.
       */
      memberCount: number;
      /** @description Its title. */
      title: string;
    };
    /** @description `message:send`. */
    ChatMessage: components["schemas"]["SendMessage"] & {
      /** @description Where to. */
      chatId: components["schemas"]["ChatId"];
    };
    /** @description `PATCH /chats/{id}`: absent fields stay as they are. */
    ChatPatch: {
      /** @description Whether the group keeps an audio room. */
      audioRoom?: boolean | null;
      /** @description Up to 500 characters; empty clears it. Groups only, like what follows. */
      description?: string | null;
      /** @description Whether somebody who joins sees what was said before. */
      historyForNewcomers?: boolean | null;
      /** @description Whether members without a role may add people and see the invite links. */
      membersMayAdd?: boolean | null;
      /** @description 1 to 128 characters. */
      title?: string | null;
    };
    /** @description One chat in an answer. */
    ChatSync: {
      /** @description The chat as it is now. */
      chat: components["schemas"]["Chat"];
      /** @description Whether `events` is all of them; `false` means "too far behind: load the newest page instead". */
      complete?: boolean | null;
      /** @description The missed events in `seq` order, when the chat was asked for and they are few enough. */
      events?: components["schemas"]["ServerEvent"][] | null;
      /** @description For a chat that was asked for: messages that I have hidden from my own view since the cursor. */
      hidden?: components["schemas"]["MessageId"][];
    };
    /** @description `chat:updated`. */
    ChatUpdate: {
      /** @description The chat now. */
      chat: components["schemas"]["SharedChat"];
      /** @description The chat. */
      chatId: components["schemas"]["ChatId"];
      joined?: components["schemas"]["MemberDelta"] | null;
      /** @description Members who left or were removed. */
      leftIds?: components["schemas"]["UserId"][];
      /** @description Members who came, or whose role changed. */
      members?: components["schemas"]["MemberDelta"][];
      /**
       * Format: int64
       * @description The place in its log.
       */
      seq: number;
    };
    /** @description Everything a client can say. */
    ClientFrame:
      | {
          /** @description The first frame of a browser, and again before the token runs out. */
          data: components["schemas"]["AuthFrame"];
          /** @enum {string} */
          type: "auth";
        }
      | {
          /** @description A message; answered after it is durable. */
          data: components["schemas"]["ChatMessage"];
          /** @enum {string} */
          type: "message:send";
        }
      | {
          /** @description Other words for a message of mine; the answer has it as it is then. */
          data: components["schemas"]["EditFrame"];
          /** @enum {string} */
          type: "message:edit";
        }
      | {
          /** @description Deletes a message. */
          data: components["schemas"]["DeleteFrame"];
          /** @enum {string} */
          type: "message:delete";
        }
      | {
          /** @description Answers a message with a sign. */
          data: components["schemas"]["ReactionFrame"];
          /** @enum {string} */
          type: "reaction:set";
        }
      | {
          /** @description Takes a sign back. */
          data: components["schemas"]["ReactionFrame"];
          /** @enum {string} */
          type: "reaction:unset";
        }
      | {
          /** @description I have read up to here. */
          data: components["schemas"]["ReadMark"];
          /** @enum {string} */
          type: "message:read";
        }
      | {
          /** @description This device has received up to here. */
          data: components["schemas"]["ReadMark"];
          /** @enum {string} */
          type: "message:delivered";
        }
      | {
          /** @description I am writing. No answer. */
          data: components["schemas"]["TypingFrame"];
          /** @enum {string} */
          type: "typing:start";
        }
      | {
          /** @description I have stopped. No answer. */
          data: components["schemas"]["TypingFrame"];
          /** @enum {string} */
          type: "typing:stop";
        }
      | {
          /** @description Whether anybody uses this device. No answer. */
          data: components["schemas"]["PresenceFrame"];
          /** @enum {string} */
          type: "presence:set";
        }
      | {
          /** @description What did I miss? */
          data: components["schemas"]["SyncRequest"];
          /** @enum {string} */
          type: "sync";
        }
      | {
          /** @description Calls somebody. */
          data: components["schemas"]["InitiateCall"];
          /** @enum {string} */
          type: "call:initiate";
        }
      | {
          /** @description Takes a ringing call on this device. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:accept";
        }
      | {
          /** @description This device rings. */
          data: components["schemas"]["RingReceipt"];
          /** @enum {string} */
          type: "call:rings";
        }
      | {
          /** @description Declines a ringing call on all my devices. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:reject";
        }
      | {
          /** @description Calls off what rings. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:cancel";
        }
      | {
          /** @description Hangs up; while it rings, calls off. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:end";
        }
      | {
          /** @description I am still here. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:renew";
        }
      | {
          /** @description Comes into a group call. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:join";
        }
      | {
          /** @description Leaves a group call. */
          data: components["schemas"]["CallRef"];
          /** @enum {string} */
          type: "call:leave";
        }
      | {
          /** @description Asks people into the call in which I am. */
          data: components["schemas"]["InviteToCall"];
          /** @enum {string} */
          type: "call:invite";
        }
      | {
          /** @description Raises or lowers a hand in a group call. */
          data: components["schemas"]["CallHand"];
          /** @enum {string} */
          type: "call:hand";
        }
      | {
          /** @description Shows a sign to everybody in a group call. */
          data: components["schemas"]["CallReact"];
          /** @enum {string} */
          type: "call:react";
        }
      | {
          /** @description Switches microphones in a group call off, as a host. */
          data: components["schemas"]["CallMute"];
          /** @enum {string} */
          type: "call:mute";
        }
      | {
          /** @description Takes somebody out of a group call, as a host. */
          data: components["schemas"]["CallPerson"];
          /** @enum {string} */
          type: "call:remove";
        }
      | {
          /** @description Lets somebody into a group call again, as a host. */
          data: components["schemas"]["CallPerson"];
          /** @enum {string} */
          type: "call:let-in";
        }
      | {
          /** @description Locks or unlocks a group call, as a host. */
          data: components["schemas"]["CallLock"];
          /** @enum {string} */
          type: "call:lock";
        }
      | {
          /** @description Takes my place in the call again after a reconnect. */
          data: components["schemas"]["ResumeCall"];
          /** @enum {string} */
          type: "call:resume";
        }
      | {
          /** @description An SDP offer for the other participant. */
          data: components["schemas"]["SdpFrame"];
          /** @enum {string} */
          type: "call:offer";
        }
      | {
          /** @description An SDP answer for the other participant. */
          data: components["schemas"]["SdpFrame"];
          /** @enum {string} */
          type: "call:answer";
        }
      | {
          /** @description An ICE candidate for the other participant. */
          data: components["schemas"]["CandidateFrame"];
          /** @enum {string} */
          type: "call:ice-candidate";
        }
      | {
          /** @description What media really flows. */
          data: components["schemas"]["CallMediaFrame"];
          /** @enum {string} */
          type: "call:media";
        }
      | {
          /** @description My mute, camera, screen or hold, for the others. */
          data: components["schemas"]["CallStateFrame"];
          /** @enum {string} */
          type: "call:state";
        }
      | {
          /** @enum {string} */
          type: "ping";
        };
    /** @description The answer of `POST /auth/email/verify`. */
    ConfirmedEmail: {
      /** @description Whose address it is. */
      login: string;
    };
    /**
     * Format: uuid
     * @description One open socket.
     */
    ConnectionId: string;
    /** @description Somebody whom I know, and who knows me. */
    Contact: {
      /** @description Since when. */
      since: components["schemas"]["Timestamp"];
      /** @description Who. */
      user: components["schemas"]["User"];
    };
    /** @description A request to become contacts, as one of the two sees it. */
    ContactRequest: {
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description Its id. */
      id: components["schemas"]["ContactRequestId"];
      /** @description The other one. */
      user: components["schemas"]["User"];
    };
    /**
     * Format: uuid
     * @description A request to become contacts.
     */
    ContactRequestId: string;
    /**
     * @description How I stand to somebody.
     * @enum {string}
     */
    ContactState: "none" | "incoming" | "outgoing" | "contact" | "blocked";
    /** @description `GET /contacts`. */
    Contacts: {
      /** @description Whom I blocked, by name. */
      blocked: components["schemas"]["User"][];
      /** @description Who asks me, newest first. */
      incoming: components["schemas"]["ContactRequest"][];
      /** @description My contacts, by name. */
      items: components["schemas"]["Contact"][];
      /** @description Whom I asked, newest first. */
      outgoing: components["schemas"]["ContactRequest"][];
    };
    /** @description `POST /chats`. */
    CreateChat:
      | {
          /** @enum {string} */
          kind: "direct";
          /** @description The other person. */
          userId: components["schemas"]["UserId"];
        }
      | {
          /** @description Up to 500 characters. */
          description?: string | null;
          /** @enum {string} */
          kind: "group";
          /** @description Whom to take in at once, besides oneself; at most 999. */
          memberIds?: components["schemas"]["UserId"][];
          /** @description 1 to 128 characters. */
          title: string;
        }
      | {
          /** @enum {string} */
          kind: "saved";
        };
    /** @description `POST /chats/{id}/links`. */
    CreateChatLink: {
      /**
       * Format: int64
       * @description For how long; absent for always. At most a year.
       */
      expiresInSeconds?: number | null;
      /**
       * Format: int32
       * @description How many may use it; absent for any number.
       */
      maxUses?: number | null;
    };
    /** @description `POST /chats/{id}/guest-links`. */
    CreateGuestLink: {
      /**
       * Format: int64
       * @description For how many seconds somebody can come by it; a day if absent, a month at most.
       */
      expiresInSeconds?: number | null;
    };
    /** @description `POST /invites`. */
    CreateInvite: {
      /** @description Whether the newcomer becomes an admin. */
      admin?: boolean;
      /** @description A chosen code, such as a family word; a random one if absent. */
      code?: string | null;
      /**
       * Format: int32
       * @description For how many hours, from 1 to 8,760; `null` for always; a week if absent.
       */
      expiresInHours?: number | null;
      /**
       * Format: int32
       * @description How many may use it, from 1; `null` for any number; 1 if absent.
       */
      maxUses?: number | null;
      /** @description What it is for, up to 140 characters. */
      note?: string;
    };
    /**
     * @description For whom something is deleted.
     * @enum {string}
     */
    DeleteFor: "everyone" | "me";
    /** @description `message:delete`. */
    DeleteFrame: {
      /** @description For whom; `me` if absent. */
      for?: components["schemas"]["DeleteFor"];
      /** @description Which message. */
      messageId: components["schemas"]["MessageId"];
    };
    /** @description `DELETE /users/me`. */
    DeleteMe: {
      /** @description One's password. */
      password: string;
    };
    /**
     * @description What sort of device somebody is called on.
     * @enum {string}
     */
    DeviceKind: "phone" | "tablet" | "computer";
    /** @description What somebody has begun to write. */
    Draft: {
      replyTo?: components["schemas"]["MessageId"] | null;
      /** @description The words so far, up to 16,384 bytes. */
      text: string;
      /** @description When it was last changed; the server's time. */
      updatedAt: components["schemas"]["Timestamp"];
    };
    /** @description A draft to keep. */
    DraftInput: {
      replyTo?: components["schemas"]["MessageId"] | null;
      /** @description The words so far, up to 16,384 bytes. */
      text: string;
    };
    /** @description A call with the echo contact. */
    EchoCall: {
      /** @description Which call. */
      id: components["schemas"]["EchoId"];
      /**
       * Format: int64
       * @description After how many seconds it is over.
       */
      longest: number;
      /** @description The SDP answer, with all candidates. */
      sdp: string;
    };
    /**
     * Format: uuid
     * @description A call with the echo contact; it is in no history.
     */
    EchoId: string;
    /** @description `message:edit`. */
    EditFrame: {
      /** @description Which message. */
      messageId: components["schemas"]["MessageId"];
      /** @description The new words; may be empty only where there are attachments. */
      text: string;
    };
    /** @description `PATCH /messages/{id}`. */
    EditMessage: {
      /** @description The new words; may be empty only where there are attachments. */
      text: string;
    };
    /** @description `POST /auth/password/forgot` and `POST /auth/email/resend`. */
    EmailAddress: {
      /** @description The address. */
      email: string;
    };
    /**
     * @description Whether newcomers give an e-mail address.
     * @enum {string}
     */
    EmailKind: "off" | "optional" | "required";
    /**
     * @description Why a call ended, beyond its status.
     * @enum {string}
     */
    EndReason: "hungUp" | "noAnswer" | "leaseLapsed" | "noMedia" | "busy";
    /**
     * @description Every error code there is. The same codes serve REST and the socket.
     * @enum {string}
     */
    ErrorCode:
      | "bad_request"
      | "unknown_type"
      | "unauthenticated"
      | "token_expired"
      | "session_ended"
      | "wrong_credentials"
      | "second_factor_required"
      | "wrong_code"
      | "passkey_refused"
      | "forbidden"
      | "privacy_forbids"
      | "registration_closed"
      | "account_disabled"
      | "origin_not_allowed"
      | "not_found"
      | "method_not_allowed"
      | "conflict"
      | "login_taken"
      | "email_taken"
      | "mail_off"
      | "invite_taken"
      | "invite_used_up"
      | "call_not_ringing"
      | "call_over"
      | "call_busy"
      | "call_full"
      | "guest_turned_away"
      | "guest_link_closed"
      | "call_locked"
      | "call_removed"
      | "owner_must_hand_over"
      | "last_admin"
      | "export_running"
      | "group_full"
      | "too_many_pinned"
      | "too_many_pins"
      | "too_many_reactions"
      | "too_many_links"
      | "too_many_passkeys"
      | "passkeys_unavailable"
      | "quota_exceeded"
      | "upload_incomplete"
      | "unsupported_tus_version"
      | "range_not_satisfiable"
      | "upload_locked"
      | "checksum_mismatch"
      | "file_too_large"
      | "unsupported_image"
      | "too_large"
      | "unsupported_media_type"
      | "validation_failed"
      | "invite_unknown"
      | "link_unknown"
      | "invite_required"
      | "too_many_requests"
      | "internal"
      | "storage_full"
      | "unavailable";
    /** @description `GET /users/me/export`: my last download of everything. */
    Export: {
      /**
       * Format: int64
       * @description Bytes that were sent.
       */
      bytes: number;
      /** @description How far it is. */
      stage: components["schemas"]["ExportStage"];
    };
    /**
     * @description How far a download of everything is.
     * @enum {string}
     */
    ExportStage: "none" | "waiting" | "running" | "done" | "broken";
    /** @description Where everything that is mine is downloaded. */
    ExportTicket: {
      /** @description Until when. */
      expiresAt: components["schemas"]["Timestamp"];
      /** @description To be opened once, by the session that asked. */
      url: string;
    };
    /** @description A file that a message carries, or that was uploaded to be attached. */
    File: {
      /**
       * Format: int64
       * @description Of sound or video, in milliseconds, as the uploader said.
       */
      durationMs?: number | null;
      /**
       * Format: int32
       * @description Of a picture or video, in pixels, upright.
       */
      height?: number | null;
      /** @description Its id. */
      id: string;
      /** @description Its type, found by looking at the content. */
      mime: string;
      /** @description Its name, 1 to 255 bytes, without a path. */
      name: string;
      /** @description The picture blurred to a few bytes (ThumbHash, base64). */
      placeholder?: string | null;
      /**
       * Format: int64
       * @description Its size in bytes.
       */
      size: number;
      /** @description Where a small picture of it is. */
      thumbnailUrl?: string | null;
      /** @description Where it is. */
      url: string;
      /** @description Loudness over time of a voice message: at most 128 numbers from 0 to 31. */
      waveform?: number[] | null;
      /**
       * Format: int32
       * @description Of a picture or video, in pixels, upright.
       */
      width?: number | null;
    };
    /** @description A file in one piece. */
    FileForm: {
      /**
       * Format: int64
       * @description Of sound or video, in milliseconds, up to a day.
       */
      durationMs?: number | null;
      /**
       * Format: binary
       * @description The file; its name and type are taken from the part's head.
       */
      file: string;
      /** @description Of a voice message: a JSON array of at most 128 numbers from 0 to 31. */
      waveform?: string | null;
    };
    /**
     * Format: uuid
     * @description A file that was uploaded, or is being uploaded.
     */
    FileId: string;
    /** @description Whose words a forwarded message carries. Survives further forwarding. */
    ForwardedFrom: {
      /** @description Their name at that time. */
      displayName: string;
      /** @description Who wrote them. */
      userId: components["schemas"]["UserId"];
    };
    /** @description A message that was found. */
    FoundMessage: {
      /** @description Where in its text the words stand: pairs of begin and end, in UTF-16 units, ascending. */
      highlights: number[][];
      /** @description The message. */
      message: components["schemas"]["Message"];
    };
    /**
     * @description What to do with guests.
     * @enum {string}
     */
    GuestAnswer: "admit" | "decline" | "remove";
    /** @description The answer to a guest's offer, as it comes over the socket. */
    GuestAnswerSdp: {
      /** @description The call. */
      callId: components["schemas"]["CallId"];
      /** @description The guest's own place. */
      fromParticipantId: components["schemas"]["ParticipantId"];
      /** @description The same, where others have a person. */
      fromUserId: components["schemas"]["UserId"];
      /** @description The description. */
      sdp: string;
    };
    /**
     * @description A call as a guest sees it: who is in it by name, and nothing that leads anywhere else. The ids of people, sign-ins and
     *     the chat in it are made up from the places of the call.
     */
    GuestCall: {
      /** @description The call. */
      call: components["schemas"]["Call"];
      /** @description The guest's own place. */
      me: components["schemas"]["ParticipantId"];
      /** @description What everybody is called. */
      people: components["schemas"]["GuestPerson"][];
    };
    /**
     * @description Why a guest's visit is over.
     * @enum {string}
     */
    GuestEnd: "ended" | "declined" | "removed" | "lapsed" | "linkClosed" | "elsewhere" | "full";
    /** @description What the server says to a guest. */
    GuestEvent:
      | {
          /** @description Where the guest stands now. */
          data: components["schemas"]["GuestStand"];
          /** @enum {string} */
          type: "guest:stands";
        }
      | {
          /** @description The answer to the guest's offer. */
          data: components["schemas"]["GuestAnswerSdp"];
          /** @enum {string} */
          type: "call:answer";
        }
      | {
          /** @description A host switched the guest's microphone off. */
          data: components["schemas"]["GuestMuted"];
          /** @enum {string} */
          type: "call:muted";
        }
      | {
          /** @description Somebody in the call shows a sign. */
          data: components["schemas"]["GuestSign"];
          /** @enum {string} */
          type: "call:reacted";
        };
    /** @description What whoever opens a link is told. */
    GuestInvitation: {
      /** @description Whether a call goes on. */
      callGoesOn: boolean;
      /** @description What the one who made the link is called. */
      invitedBy: string;
      /** @description What the group is called. */
      title?: string | null;
    };
    /**
     * Format: uuid
     * @description A link by which people without an account come into a group's calls.
     */
    GuestLinkId: string;
    /** @description A host switched a guest's microphone off. */
    GuestMuted: {
      /** @description What stands for the host. */
      byUserId: components["schemas"]["UserId"];
      /** @description The call. */
      callId: components["schemas"]["CallId"];
    };
    /** @description A guest, as their page keeps it. */
    GuestPass: {
      /** @description What they were told of the link. */
      invitation: components["schemas"]["GuestInvitation"];
      /** @description What they are called. */
      name: string;
      /** @description For the socket `/ws/guest`, and for nothing else. */
      token: string;
    };
    /** @description Somebody in a call, as a guest sees them. */
    GuestPerson: {
      /** @description Whether they are a guest, too. */
      guest: boolean;
      /** @description What they are called. */
      name: string;
      /** @description Their place. */
      participantId: components["schemas"]["ParticipantId"];
    };
    /** @description The answer to a guest's `auth`. */
    GuestReady: {
      /**
       * Format: int64
       * @description How often the page should say that it is there.
       */
      heartbeatMs: number;
      /** @description The time here. */
      serverTime: components["schemas"]["Timestamp"];
      /** @description What stands for the guest in the calls that they are told of. */
      userId: components["schemas"]["UserId"];
    };
    /** @description A sign of somebody in the call, as a guest is told of it. */
    GuestSign: {
      /** @description The call. */
      callId: components["schemas"]["CallId"];
      /** @description One emoji. */
      emoji: string;
      /** @description Whose place. */
      participantId: components["schemas"]["ParticipantId"];
      /** @description What stands for the person there. */
      userId: components["schemas"]["UserId"];
    };
    /** @description Where a guest stands; said when it changes. */
    GuestStand:
      | {
          /** @enum {string} */
          state: "noCall";
        }
      | {
          /** @enum {string} */
          state: "waiting";
        }
      | {
          /** @enum {string} */
          state: "locked";
        }
      | {
          /** @description The call, as guests see it. */
          call: components["schemas"]["GuestCall"];
          /** @enum {string} */
          state: "in";
        }
      | {
          /** @description Why. */
          reason: components["schemas"]["GuestEnd"];
          /** @enum {string} */
          state: "over";
        };
    /** @description The state of the server. */
    Health: {
      /** @description Always `ok`: a server that is not well answers with a problem. */
      status: string;
    };
    /** @description A stretch of a chat's messages. */
    History: {
      /** @description Whether there are older ones (with `after`: newer ones) beyond this page. */
      hasMore: boolean;
      /** @description Whether there are newer ones; only for a page around a place. */
      hasNewer?: boolean | null;
      /** @description Ascending by `seq`. */
      items: components["schemas"]["Message"][];
    };
    /** @description How much is held of one kind. */
    Holding: {
      /**
       * Format: int64
       * @description How many bytes, of files.
       */
      bytes?: number | null;
      /**
       * Format: int64
       * @description How many; absent where it is not counted.
       */
      count?: number | null;
      /** @description Of what. */
      kind: components["schemas"]["HoldingKind"];
    };
    /**
     * @description What a count is of.
     * @enum {string}
     */
    HoldingKind:
      | "sessions"
      | "waysIn"
      | "push"
      | "letters"
      | "contacts"
      | "blocks"
      | "chats"
      | "messages"
      | "reactions"
      | "hidden"
      | "files"
      | "uploads"
      | "calls"
      | "callReports"
      | "invites"
      | "simpleMode"
      | "log"
      | "ofOthers";
    /** @description An `RTCIceServer` as browsers take it. */
    IceServer: {
      /** @description For TURN: the password that goes with it. */
      credential?: string | null;
      /** @description `stun:` and `turn:` addresses. */
      urls: string[];
      /** @description For TURN: who, and until when. */
      username?: string | null;
    };
    /** @description `GET /calls/ice-servers`. */
    IceServers: {
      /** @description Whether the echo contact answers on this server. */
      echo?: boolean;
      /** @description Whether calls of groups are held on this server. */
      groups?: boolean;
      /** @description The servers; may be empty. */
      iceServers: components["schemas"]["IceServer"][];
      /** @description Those for lines that end in the server itself: into rooms of group calls, and to the echo contact; may be empty. */
      roomServers?: components["schemas"]["IceServer"][];
      /**
       * Format: int64
       * @description For how many seconds the credentials can start a call.
       */
      ttl: number;
    };
    /** @description `POST /calls/initiate` and `call:initiate`: one of the two names the callee. */
    InitiateCall: {
      /** @description Drop in to the group's audio room rather than call the group; only with `chatId`. */
      audioRoom?: boolean;
      chatId?: components["schemas"]["ChatId"] | null;
      /** @description `audio` if absent. */
      kind?: components["schemas"]["CallKind"];
      userId?: components["schemas"]["UserId"] | null;
    };
    /** @description An invitation, as the one who may manage it sees it. */
    Invite: {
      /** @description Whether the newcomer becomes an admin. */
      admin: boolean;
      /** @description What the newcomer types. */
      code: string;
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      expiresAt?: components["schemas"]["Timestamp"] | null;
      /**
       * Format: int32
       * @description How many may use it; absent for any number.
       */
      maxUses?: number | null;
      /** @description What it is for. */
      note: string;
      openedAt?: components["schemas"]["Timestamp"] | null;
      /** @description Whether it was taken back. */
      revoked: boolean;
      /** @description What the newcomer opens. */
      url: string;
      /** @description Whether somebody can still register with it. */
      usable: boolean;
      /**
       * Format: int32
       * @description How many have.
       */
      uses: number;
    };
    /** @description `GET /invites/{code}`: what a newcomer may know before registering. */
    InviteInfo: {
      /** @description The code, in the form it is stored. */
      code: string;
      /** @description Who invites, if a person does. */
      invitedBy?: string | null;
      /** @description Whether one can register with it now. */
      usable: boolean;
    };
    /** @description `call:invite`. */
    InviteToCall: {
      /** @description Which call. One between two people becomes one through the server by it. */
      callId: components["schemas"]["CallId"];
      /** @description Whom; it rings at theirs. Up to 16. */
      userIds: components["schemas"]["UserId"][];
    };
    /** @description What a link leads to, as the server found it. */
    LinkPreview: {
      /** @description What it says about itself, at most 400 characters. */
      description?: string | null;
      /**
       * Format: int32
       * @description In pixels.
       */
      imageHeight?: number | null;
      /** @description Its picture, made small and kept by this server. */
      imageUrl?: string | null;
      /**
       * Format: int32
       * @description In pixels.
       */
      imageWidth?: number | null;
      /** @description The picture blurred to a few bytes (ThumbHash, base64). */
      placeholder?: string | null;
      /** @description The site's name, at most 80 characters. */
      siteName?: string | null;
      /** @description The page's title, at most 200 characters. There is a title or a description. */
      title?: string | null;
      /** @description The link as it stands in the text. */
      url: string;
    };
    /** @description `POST /auth/password/reset/check` and `POST /auth/email/verify`. */
    LinkToken: {
      /** @description What stands behind the last slash of the link. */
      token: string;
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Call: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        answeredAt?: components["schemas"]["Timestamp"] | null;
        /** @description It is the group's audio room with somebody in it: nothing rings, and no card is left of it. */
        audioRoom?: boolean;
        /** @description The chat it belongs to. */
        chatId: components["schemas"]["ChatId"];
        connectedAt?: components["schemas"]["Timestamp"] | null;
        /** @description When it was made. */
        createdAt: components["schemas"]["Timestamp"];
        /**
         * Format: int64
         * @description From the answer to the end.
         */
        durationMs?: number | null;
        endReason?: components["schemas"]["EndReason"] | null;
        endedAt?: components["schemas"]["Timestamp"] | null;
        /** @description Those without an account who wait at the door of a group call, are in it, or were. */
        guests?: components["schemas"]["CallGuest"][];
        /** @description Its id. */
        id: components["schemas"]["CallId"];
        /** @description Who called. */
        initiatorId: components["schemas"]["UserId"];
        /** @description What the caller asked for. */
        kind: components["schemas"]["CallKind"];
        /** @description Nobody new comes into this group call. */
        locked?: boolean;
        /** @description How media travels. */
        mode: components["schemas"]["CallMode"];
        /** @description Everybody in it. */
        participants: components["schemas"]["CallParticipant"][];
        quality?: components["schemas"]["CallQuality"] | null;
        /** @description Where it stands. */
        status: components["schemas"]["CallStatus"];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_CallGuestLink: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description When it was made. */
        createdAt: components["schemas"]["Timestamp"];
        /** @description Who made it. */
        createdBy: components["schemas"]["UserId"];
        /** @description Until when somebody can come by it. */
        expiresAt: components["schemas"]["Timestamp"];
        /** @description Its id. */
        id: components["schemas"]["GuestLinkId"];
        /**
         * @description The address itself. Told once, when the link is made: only a digest is kept. What opens the door stands behind
         *     the `#`, which browsers send to nobody.
         */
        url?: string | null;
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_CallReport: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description Which call. */
        callId: components["schemas"]["CallId"];
        /** @description When it was made. */
        createdAt: components["schemas"]["Timestamp"];
        /**
         * Format: int64
         * @description From the answer to the end.
         */
        durationMs?: number | null;
        endReason?: components["schemas"]["EndReason"] | null;
        /** @description What the caller asked for. */
        kind: components["schemas"]["CallKind"];
        /** @description Everybody in it, the caller first. */
        sides: components["schemas"]["CallReportSide"][];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Chat: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: (components["schemas"]["SharedChat"] & {
        activeCall?: components["schemas"]["Call"] | null;
        /** @description Put away by me. */
        archived: boolean;
        draft?: components["schemas"]["Draft"] | null;
        /**
         * Format: int64
         * @description I deleted the chat for me at this place: it is hidden until a later message.
         */
        hiddenSeq?: number | null;
        lastMessage?: components["schemas"]["Message"] | null;
        /** @description Marked by me as unread although I have read it. */
        markedUnread?: boolean;
        /** @description Everybody in it, when it is small (up to 50) or asked for alone. */
        members?: components["schemas"]["Member"][] | null;
        mutedUntil?: components["schemas"]["Timestamp"] | null;
        /**
         * Format: int64
         * @description Up to where I have read.
         */
        myReadSeq: number;
        /** @description Kept on top by me. */
        pinned: boolean;
        /**
         * Format: int64
         * @description The highest place that somebody else has read.
         */
        readSeq: number;
        /** @description What I may do. */
        role: components["schemas"]["Role"];
        /**
         * Format: int32
         * @description Messages (not events) of others that I have not read, counted up to 10,000.
         */
        unreadCount: number;
        /**
         * Format: int32
         * @description Unread messages that name me.
         */
        unreadMentions?: number;
      })[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_ChatLink: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description The code in it. */
        code: string;
        /** @description When it was made. */
        createdAt: components["schemas"]["Timestamp"];
        /** @description Who made it. */
        createdBy: components["schemas"]["UserId"];
        expiresAt?: components["schemas"]["Timestamp"] | null;
        /**
         * Format: int32
         * @description How many may use it; absent for any number.
         */
        maxUses?: number | null;
        /** @description What to open: the page's `/join/{code}`. */
        url: string;
        /**
         * Format: int32
         * @description How many have.
         */
        uses: number;
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_FoundMessage: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description Where in its text the words stand: pairs of begin and end, in UTF-16 units, ascending. */
        highlights: number[][];
        /** @description The message. */
        message: components["schemas"]["Message"];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Invite: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description Whether the newcomer becomes an admin. */
        admin: boolean;
        /** @description What the newcomer types. */
        code: string;
        /** @description When it was made. */
        createdAt: components["schemas"]["Timestamp"];
        expiresAt?: components["schemas"]["Timestamp"] | null;
        /**
         * Format: int32
         * @description How many may use it; absent for any number.
         */
        maxUses?: number | null;
        /** @description What it is for. */
        note: string;
        openedAt?: components["schemas"]["Timestamp"] | null;
        /** @description Whether it was taken back. */
        revoked: boolean;
        /** @description What the newcomer opens. */
        url: string;
        /** @description Whether somebody can still register with it. */
        usable: boolean;
        /**
         * Format: int32
         * @description How many have.
         */
        uses: number;
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Member: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /**
         * Format: int64
         * @description Up to where a device of theirs has received.
         */
        deliveredSeq: number;
        /** @description Since when. */
        joinedAt: components["schemas"]["Timestamp"];
        /**
         * Format: int64
         * @description Up to where they have read.
         */
        readSeq: number;
        /** @description What they may do. */
        role: components["schemas"]["Role"];
        /** @description Who. */
        user: components["schemas"]["User"];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Message: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description Files it carries, at most 10. */
        attachments?: components["schemas"]["File"][];
        call?: components["schemas"]["CallCard"] | null;
        /** @description Where it was sent. */
        chatId: components["schemas"]["ChatId"];
        /** @description The sender's own id of it. */
        clientId: string;
        /** @description When the server took it in. */
        createdAt: components["schemas"]["Timestamp"];
        deletedAt?: components["schemas"]["Timestamp"] | null;
        editedAt?: components["schemas"]["Timestamp"] | null;
        forwardedFrom?: components["schemas"]["ForwardedFrom"] | null;
        /** @description Its id. */
        id: components["schemas"]["MessageId"];
        /** @description What it carries. */
        kind: components["schemas"]["MessageKind"];
        /** @description Members whom it names with `@login`. */
        mentions?: components["schemas"]["UserId"][];
        preview?: components["schemas"]["LinkPreview"] | null;
        /** @description What people answered with a sign. */
        reactions?: components["schemas"]["Reaction"][];
        replyTo?: components["schemas"]["MessageId"] | null;
        /**
         * Format: int64
         * @description The place of its last change.
         */
        rev: number;
        /** @description Who sent it; for a call card, who called; for a system note, who did it. */
        senderId: components["schemas"]["UserId"];
        /**
         * Format: int64
         * @description Its place in the chat's log, from 1.
         */
        seq: number;
        system?: components["schemas"]["SystemNote"] | null;
        /** @description Its words. */
        text?: string | null;
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Newcomer: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description By which invitation. */
        code: string;
        /** @description When they came. */
        registeredAt: components["schemas"]["Timestamp"];
        /** @description The steps they took. */
        steps: components["schemas"]["WelcomeStep"][];
        /** @description Who. */
        user: components["schemas"]["User"];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_Passkey: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description When it was added. */
        createdAt: components["schemas"]["Timestamp"];
        /** @description The host of the page on which it works. */
        host: string;
        /** @description Its id. */
        id: components["schemas"]["PasskeyId"];
        lastUsedAt?: components["schemas"]["Timestamp"] | null;
        /** @description What its owner calls it. */
        name: string;
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_ReactionBy: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description When. */
        createdAt: components["schemas"]["Timestamp"];
        /** @description The sign. */
        emoji: string;
        /** @description Who. */
        user: components["schemas"]["User"];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_SessionInfo: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description The address it last came from. */
        address: string;
        /** @description When the person signed in there. */
        createdAt: components["schemas"]["Timestamp"];
        /** @description Whether it is the one that asks. */
        current: boolean;
        /** @description What the device calls itself; may be empty. */
        deviceName: string;
        /** @description Its id. */
        id: components["schemas"]["SessionId"];
        /** @description When it was last used. */
        lastUsedAt: components["schemas"]["Timestamp"];
        /** @description Whether a socket of it is open now. */
        online: boolean;
        /** @description With what the person signed in. */
        way: components["schemas"]["SignInWay"];
      }[];
    };
    /** @description A page of a list; `cursor` asks for the next one and is absent on the last. */
    List_User: {
      /** @description Opaque; hand it back as `cursor` for the next page. */
      cursor?: string | null;
      /** @description The items, in the order the endpoint names. */
      items: {
        /** @description What they say about themselves, up to 500 characters. */
        about?: string | null;
        /** @description Where their photo is, if they have one. */
        avatarUrl?: string | null;
        /** @description Whether the open devices are all idle. */
        away?: boolean;
        /** @description When they registered. */
        createdAt: components["schemas"]["Timestamp"];
        /** @description Whether the account was deleted: then this names nobody, and `login` is empty. */
        deleted?: boolean;
        /** @description The name to show. */
        displayName: string;
        /** @description The UID. */
        id: components["schemas"]["UserId"];
        /** @description Whether they run the server. */
        isAdmin?: boolean;
        /** @description Whether I blocked them. */
        isBlocked?: boolean;
        /** @description Whether they are a contact of mine. */
        isContact?: boolean;
        lastSeenAt?: components["schemas"]["Timestamp"] | null;
        /** @description Unique name. */
        login: string;
        /** @description Whether I may call them. */
        mayCall?: boolean;
        /** @description Whether I may write to them alone. */
        mayMessage?: boolean;
        /** @description Whether a device of theirs is open (in use or not). */
        online: boolean;
        /** @description Their phone number. */
        phone?: string | null;
        /** @description A line about how they are. */
        statusText?: string | null;
      }[];
    };
    /** @description `POST /auth/login`. */
    LogIn: {
      /** @description After `second_factor_required`: what the app shows, or a recovery code. */
      code?: string | null;
      /** @description What the sessions list calls this device. */
      deviceName?: string | null;
      /** @description The login or a confirmed e-mail address. */
      login: string;
      /** @description The password. */
      password: string;
    };
    /** @description `POST /auth/login/passkey`. Texts that stand for bytes are base64url. */
    LogInByPasskey: {
      /** @description `response.authenticatorData`. */
      authenticatorData: string;
      /** @description `response.clientDataJSON`. */
      clientData: string;
      /** @description `rawId`. */
      credential: string;
      /** @description What the sessions list calls this device. */
      deviceName?: string | null;
      /** @description `response.signature`. */
      signature: string;
      /** @description `response.userHandle`. */
      userHandle: string;
    };
    /** @description `POST /guests/look`. */
    LookAtGuestLink: {
      /** @description What stands in the address. */
      token: string;
    };
    /** @description `GET` and `PUT /auth/email/settings`. */
    MailSettings: {
      /** @description Whether a letter tells of every new sign-in. */
      signInNotice: boolean;
    };
    /** @description `PUT /chats/{id}/read`. */
    MarkRead: {
      /**
       * Format: int64
       * @description Up to where.
       */
      seq: number;
    };
    /** @description Oneself. */
    Me: components["schemas"]["User"] & {
      /** @description One's address, if given. */
      email?: string | null;
      /** @description Whether it was shown to be one's own. */
      emailConfirmed: boolean;
      /** @description Who may see or do what with me. */
      privacy: components["schemas"]["Privacy"];
      /** @description The page's own settings, an object of the page's making. */
      settings: Record<string, unknown>;
    };
    /** @description `PATCH /users/me`: absent fields stay as they are. */
    MePatch: {
      /** @description Up to 500 characters; empty clears it. */
      about?: string | null;
      /** @description 1 to 64 characters. */
      displayName?: string | null;
      /** @description 5 to 20 characters, digits and `+ - ( )` and spaces; empty clears it. */
      phone?: string | null;
      privacy?: components["schemas"]["PrivacyPatch"] | null;
      /** @description Replaces the page's settings; an object of at most 4 KiB. */
      settings?: Record<string, unknown> | null;
      /** @description Up to 140 characters; empty clears it. */
      statusText?: string | null;
    };
    /**
     * @description The way media takes.
     * @enum {string}
     */
    MediaPath: "direct" | "relay";
    /**
     * @description How packets left the device: to the other one, or to the TURN server.
     * @enum {string}
     */
    MediaTransport: "udp" | "tcp" | "tls";
    /** @description A person's place in a chat. */
    Member: {
      /**
       * Format: int64
       * @description Up to where a device of theirs has received.
       */
      deliveredSeq: number;
      /** @description Since when. */
      joinedAt: components["schemas"]["Timestamp"];
      /**
       * Format: int64
       * @description Up to where they have read.
       */
      readSeq: number;
      /** @description What they may do. */
      role: components["schemas"]["Role"];
      /** @description Who. */
      user: components["schemas"]["User"];
    };
    /** @description A member who came, or whose role changed. */
    MemberDelta: {
      /** @description Since when. */
      joinedAt: components["schemas"]["Timestamp"];
      /** @description What they may do. */
      role: components["schemas"]["Role"];
      /** @description Who. */
      user: components["schemas"]["PublicUser"];
    };
    /** @description A message. A later change of it is an event with a later `seq`, which becomes its `rev`. */
    Message: {
      /** @description Files it carries, at most 10. */
      attachments?: components["schemas"]["File"][];
      call?: components["schemas"]["CallCard"] | null;
      /** @description Where it was sent. */
      chatId: components["schemas"]["ChatId"];
      /** @description The sender's own id of it. */
      clientId: string;
      /** @description When the server took it in. */
      createdAt: components["schemas"]["Timestamp"];
      deletedAt?: components["schemas"]["Timestamp"] | null;
      editedAt?: components["schemas"]["Timestamp"] | null;
      forwardedFrom?: components["schemas"]["ForwardedFrom"] | null;
      /** @description Its id. */
      id: components["schemas"]["MessageId"];
      /** @description What it carries. */
      kind: components["schemas"]["MessageKind"];
      /** @description Members whom it names with `@login`. */
      mentions?: components["schemas"]["UserId"][];
      preview?: components["schemas"]["LinkPreview"] | null;
      /** @description What people answered with a sign. */
      reactions?: components["schemas"]["Reaction"][];
      replyTo?: components["schemas"]["MessageId"] | null;
      /**
       * Format: int64
       * @description The place of its last change.
       */
      rev: number;
      /** @description Who sent it; for a call card, who called; for a system note, who did it. */
      senderId: components["schemas"]["UserId"];
      /**
       * Format: int64
       * @description Its place in the chat's log, from 1.
       */
      seq: number;
      system?: components["schemas"]["SystemNote"] | null;
      /** @description Its words. */
      text?: string | null;
    };
    /**
     * Format: uuid
     * @description A message in a chat.
     */
    MessageId: string;
    /**
     * @description What a message carries.
     * @enum {string}
     */
    MessageKind: "text" | "voice" | "media" | "file" | "call" | "system";
    /** @description My own side of a chat, whole: the data of `chat:mine` and the answer to `PATCH /chats/{id}/mine`. */
    MyChat: {
      /** @description Put away by me. */
      archived?: boolean;
      /** @description The chat. */
      chatId: components["schemas"]["ChatId"];
      draft?: components["schemas"]["Draft"] | null;
      /**
       * Format: int64
       * @description I deleted the chat for me at this place: it is hidden until a later message.
       */
      hiddenSeq?: number | null;
      /** @description Marked by me as unread although I have read it. */
      markedUnread?: boolean;
      mutedUntil?: components["schemas"]["Timestamp"] | null;
      /**
       * Format: int64
       * @description Up to where I have read.
       */
      myReadSeq: number;
      /** @description Kept on top by me. */
      pinned?: boolean;
      /**
       * Format: int32
       * @description Messages (not events) of others that I have not read, counted up to 10,000.
       */
      unreadCount: number;
      /**
       * Format: int32
       * @description Unread messages that name me.
       */
      unreadMentions?: number;
    };
    /** @description `PATCH /chats/{id}/mine`: absent fields stay as they are, `null` clears. */
    MyChatPatch: {
      /** @description Put it away. */
      archived?: boolean | null;
      draft?: components["schemas"]["DraftInput"] | null;
      /** @description Mark it unread although it was read. */
      markedUnread?: boolean | null;
      mutedUntil?: components["schemas"]["Timestamp"] | null;
      /** @description Keep it on top; at most 10. */
      pinned?: boolean | null;
    };
    /** @description `GET /users/me/data`: everything that the server holds of me, besides my profile. */
    MyData: {
      /** @description One entry for each kind. */
      items: components["schemas"]["Holding"][];
    };
    /** @description Somebody who came by my invitation, for a month. */
    Newcomer: {
      /** @description By which invitation. */
      code: string;
      /** @description When they came. */
      registeredAt: components["schemas"]["Timestamp"];
      /** @description The steps they took. */
      steps: components["schemas"]["WelcomeStep"][];
      /** @description Who. */
      user: components["schemas"]["User"];
    };
    /** @description `POST /auth/two-step/secret` and `POST /auth/passkeys/options`. */
    OwnPassword: {
      /** @description One's present password. */
      password: string;
    };
    /**
     * Format: uuid
     * @description One device's place in a call; a person may hold several.
     */
    ParticipantId: string;
    /** @description A passkey, as its owner sees it. */
    Passkey: {
      /** @description When it was added. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description The host of the page on which it works. */
      host: string;
      /** @description Its id. */
      id: components["schemas"]["PasskeyId"];
      lastUsedAt?: components["schemas"]["Timestamp"] | null;
      /** @description What its owner calls it. */
      name: string;
    };
    /** @description The answer of `POST /auth/login/passkey/options`: what goes into `navigator.credentials.get()`. */
    PasskeyChallenge: {
      /** @description Good for five minutes and once; base64url. */
      challenge: string;
      /** @description The RP ID. */
      host: string;
    };
    /**
     * Format: uuid
     * @description A key with which somebody signs in without a password.
     */
    PasskeyId: string;
    /**
     * @description The answer of `POST /auth/passkeys/options`: what goes into `navigator.credentials.create()`. Texts that stand for
     *     bytes are base64url.
     */
    PasskeyOptions: {
      /** @description Good for five minutes and once. */
      challenge: string;
      /** @description `user.displayName`. */
      displayName: string;
      /** @description The RP ID. */
      host: string;
      /** @description `excludeCredentials`: keys that are here already. */
      known: string[];
      /** @description `user.name`. */
      login: string;
      /** @description `user.id`. */
      userHandle: string;
    };
    /** @description `POST /auth/two-step/recovery-codes` and `POST /auth/two-step/off`. */
    PasswordAndCode: {
      /** @description What the app shows, or a recovery code. */
      code: string;
      /** @description One's present password. */
      password: string;
    };
    /** @description A picture. */
    PictureForm: {
      /**
       * Format: binary
       * @description A JPEG, PNG, WebP or GIF.
       */
      file: string;
    };
    /**
     * @description Whether anybody uses a device.
     * @enum {string}
     */
    PresenceChoice: "online" | "away";
    /** @description `presence:set`. */
    PresenceFrame: {
      /** @description Whether anybody uses this device. */
      state: components["schemas"]["PresenceChoice"];
    };
    /** @description Somebody who is here. */
    Present: {
      /** @description Whether all their open devices are idle. */
      away: boolean;
      /** @description Who. */
      userId: components["schemas"]["UserId"];
    };
    /** @description Who may see or do what with me. */
    Privacy: {
      /** @description See what I say about myself. */
      about: components["schemas"]["Audience"];
      /** @description Call me. */
      calls: components["schemas"]["Audience"];
      /** @description Add me to groups. */
      groups: components["schemas"]["Audience"];
      /** @description See whether I am here and when I was. Whoever shows it to nobody sees nobody's. */
      lastSeen: components["schemas"]["Audience"];
      /** @description Write to me alone. */
      messages: components["schemas"]["Audience"];
      /** @description See my phone number. */
      phone: components["schemas"]["Audience"];
      /** @description See my photo. */
      photo: components["schemas"]["Audience"];
      /** @description See how far I have read. */
      receipts: components["schemas"]["Audience"];
    };
    /** @description The part of [`Privacy`] to change; absent fields stay as they are. */
    PrivacyPatch: {
      about?: components["schemas"]["Audience"] | null;
      calls?: components["schemas"]["Audience"] | null;
      groups?: components["schemas"]["Audience"] | null;
      lastSeen?: components["schemas"]["Audience"] | null;
      messages?: components["schemas"]["Audience"] | null;
      phone?: components["schemas"]["Audience"] | null;
      photo?: components["schemas"]["Audience"] | null;
      receipts?: components["schemas"]["Audience"] | null;
    };
    /** @description The body of every answer that is not a success. */
    Problem: {
      /** @description Stable, lower snake case; clients switch on it and translate it. */
      code: components["schemas"]["ErrorCode"];
      /** @description One English sentence for developers. */
      detail: string;
      /** @description For `validation_failed`: what is wrong with each field. */
      errors?: components["schemas"]["BTreeMap"];
      /**
       * Format: int32
       * @description The HTTP status.
       */
      status: number;
      /** @description The status in words. */
      title: string;
      /** @description Always `about:blank`: the code says what it is. */
      type: string;
    };
    /** @description What of a person is the same for everybody who hears of them: the form in broadcasts. */
    PublicUser: {
      /** @description Where their photo is, if they have one. */
      avatarUrl?: string | null;
      /** @description When they registered. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description Whether the account was deleted: then this names nobody, and `login` is empty. */
      deleted?: boolean;
      /** @description The name to show. */
      displayName: string;
      /** @description The UID. */
      id: components["schemas"]["UserId"];
      /** @description Unique name. */
      login: string;
      /** @description Whether some may see more than this: whoever might asks for the profile again. */
      partial?: boolean;
      /** @description A line about how they are. */
      statusText?: string | null;
    };
    /**
     * @description What became of a call on a device that was woken up for it.
     * @enum {string}
     */
    PushAnswer: "rings" | "decline";
    /** @description `GET /push/key`. */
    PushKey: {
      /** @description This server's public key (VAPID), base64url; absent when the owner switched pushes off. */
      key?: string | null;
    };
    /** @description The keys of a device, as its browser gives them. */
    PushKeys: {
      /** @description The secret that goes with it, base64url. */
      auth: string;
      /** @description Its public key, base64url. */
      p256dh: string;
    };
    /**
     * @description A language of notifications.
     * @enum {string}
     */
    PushLanguage: "ru" | "en";
    /**
     * @description What came of a try to tell a device something.
     * @enum {string}
     */
    PushOutcome: "accepted" | "refused" | "later";
    /** @description `GET` and `PUT /push/settings`: how somebody wants to be told things, on all their devices. */
    PushSettings: {
      /** @description Notifications say from whom something came, and not what it says. */
      hideText: boolean;
      quietHours?: components["schemas"]["QuietHours"] | null;
    };
    /** @description `GET /push/subscriptions`: whether this device is told things. */
    PushState: {
      /** @description The address that the server has; absent without a subscription. */
      endpoint?: string | null;
      lastAt?: components["schemas"]["Timestamp"] | null;
      lastOutcome?: components["schemas"]["PushOutcome"] | null;
    };
    /**
     * @description What was wrong most of the time.
     * @enum {string}
     */
    QualityCause: "lossIn" | "lossOut" | "delay" | "jitter" | "device" | "silence";
    /**
     * @description The short of how a call was.
     * @enum {string}
     */
    QualityMark: "good" | "fair" | "poor";
    /** @description A time of each day; it goes over midnight when it ends before it begins. */
    QuietHours: {
      /**
       * Format: int32
       * @description The first minute, counted from midnight.
       */
      from: number;
      /**
       * Format: int32
       * @description The minute after the last.
       */
      to: number;
      /**
       * Format: int32
       * @description Minutes by which that day is ahead of UTC.
       */
      utcOffset: number;
    };
    /** @description How many answered a message with one sign. */
    Reaction: {
      /**
       * Format: int32
       * @description How many.
       */
      count: number;
      /** @description The sign. */
      emoji: string;
      /** @description Whether I am one of them; absent in broadcasts. */
      mine?: boolean | null;
    };
    /** @description Who answered a message with which sign, and when. */
    ReactionBy: {
      /** @description When. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description The sign. */
      emoji: string;
      /** @description Who. */
      user: components["schemas"]["User"];
    };
    /** @description `reaction:set` and `reaction:unset`. */
    ReactionFrame: {
      /** @description One emoji of Unicode. */
      emoji: string;
      /** @description Which message. */
      messageId: components["schemas"]["MessageId"];
    };
    /** @description `message:read` and `message:delivered`. */
    ReadMark: {
      /** @description The chat. */
      chatId: components["schemas"]["ChatId"];
      /**
       * Format: int64
       * @description Up to where.
       */
      seq: number;
    };
    /** @description The answer to the first `auth`. */
    Ready: {
      /** @description This socket. */
      connectionId: components["schemas"]["ConnectionId"];
      /**
       * Format: int64
       * @description How often to `ping`, in milliseconds.
       */
      heartbeatMs: number;
      /** @description The server's time. */
      serverTime: components["schemas"]["Timestamp"];
      /** @description This sign-in. */
      sessionId: components["schemas"]["SessionId"];
      /** @description Another one than the cached: the server was restored, drop the caches. */
      storeId: string;
      /** @description Oneself. */
      userId: components["schemas"]["UserId"];
    };
    /** @description The answer of `POST /auth/two-step` and `POST /auth/two-step/recovery-codes`. */
    RecoveryCodes: {
      /** @description Each works once in place of a code. They are not shown again. */
      codes: string[];
    };
    /** @description `POST /auth/refresh`. Browsers send nothing: their token travels in a cookie. */
    Refresh: {
      /** @description The newest refresh token. */
      refreshToken?: string | null;
    };
    /** @description `POST /auth/register`. */
    Register: {
      /** @description What the sessions list calls this device. */
      deviceName?: string | null;
      /** @description 1 to 64 characters; the login if absent. */
      displayName?: string | null;
      /** @description For resets and notices. */
      email?: string | null;
      /** @description Needed unless the owner opened registration. */
      inviteCode?: string | null;
      /** @description `^[a-z0-9_.-]{3,32}$`; upper case is folded. */
      login: string;
      /** @description 8 to 128 characters, none of the commonest. */
      password: string;
      /** @description The page's own settings to begin with, as for `PATCH /users/me`. */
      settings?: Record<string, unknown> | null;
    };
    /**
     * @description Who may make an account.
     * @enum {string}
     */
    RegistrationKind: "invite" | "open" | "closed";
    /** @description `PATCH /auth/passkeys/{id}`. */
    RenamePasskey: {
      /** @description 1 to 64 characters. */
      name: string;
    };
    /** @description `POST /auth/password/reset`. */
    ResetPassword: {
      /** @description The new password; ends all sessions. */
      newPassword: string;
      /** @description What stands behind the last slash of the link. */
      token: string;
    };
    /** @description The answer of `POST /auth/password/reset/check`. */
    Resettable: {
      /** @description Whose password it is. */
      login: string;
    };
    /** @description `POST /calls/respond`. */
    RespondToCall: {
      /** @description What to do. */
      action: components["schemas"]["CallAction"];
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
    };
    /**
     * @description `PUT /push/subscriptions`, without a token: the browser has given the device another address. That it is the same
     *     device is shown by the old address and its secret, which nobody else knows.
     */
    ResubscribeToPush: {
      /** @description The address from now on. */
      endpoint: string;
      /** @description The keys from now on. */
      keys: components["schemas"]["PushKeys"];
      /** @description The secret that went with it. */
      oldAuth: string;
      /** @description The address until now. */
      oldEndpoint: string;
    };
    /** @description `call:resume`. */
    ResumeCall: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /**
       * @description This page or device has nothing of the call's media: the place gets another id, and both sides make a
       *     new line.
       */
      fresh?: boolean;
      /** @description The place that was mine. */
      participantId: components["schemas"]["ParticipantId"];
    };
    /** @description `call:rings`. */
    RingReceipt: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description What sort of device this is. */
      kind: components["schemas"]["DeviceKind"];
      /** @description It is shown beside a call that goes on here. */
      waiting?: boolean;
    };
    /**
     * @description What a device has made of an incoming call.
     * @enum {string}
     */
    RingState: "delivered" | "ringing" | "waiting";
    /** @description A device that rings. */
    RingingDevice: {
      kind?: components["schemas"]["DeviceKind"] | null;
      /** @description What it does. */
      state: components["schemas"]["RingState"];
    };
    /**
     * @description What a member may do.
     * @enum {string}
     */
    Role: "owner" | "admin" | "member";
    /** @description `call:offer` and `call:answer`. */
    SdpFrame: {
      /** @description Which call. */
      callId: components["schemas"]["CallId"];
      /** @description The description, as the browser wrote it. */
      sdp: string;
      toParticipantId?: components["schemas"]["ParticipantId"] | null;
    };
    /** @description `POST /chats/{id}/messages`, and the body of `message:send`. */
    SendMessage: {
      /** @description Ids of files, my own or such as I can see; at most 10. */
      attachments?: string[];
      /** @description The sender's own id of it: sending again with the same one stores nothing twice. */
      clientId: string;
      forwardOf?: components["schemas"]["MessageId"] | null;
      kind?: components["schemas"]["MessageKind"] | null;
      replyTo?: components["schemas"]["MessageId"] | null;
      /** @description 1 to 16,384 bytes; may be absent where there are attachments. */
      text?: string | null;
    };
    /** @description Everything the server tells unasked. */
    ServerEvent:
      | {
          /** @description A message entered a chat's log at `seq`. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /** @description The message. */
            message: components["schemas"]["Message"];
            /**
             * Format: int64
             * @description The place in its log.
             */
            seq: number;
          };
          /** @enum {string} */
          type: "message:new";
        }
      | {
          /** @description A message changed at `seq`. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /** @description The message as it is now; a later one replaces an earlier one by `rev`. */
            message: components["schemas"]["Message"];
            /**
             * Format: int64
             * @description The place in its log.
             */
            seq: number;
          };
          /** @enum {string} */
          type: "message:updated";
        }
      | {
          /** @description A message was deleted for everybody at `seq`. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /** @description When. */
            deletedAt: components["schemas"]["Timestamp"];
            /** @description Which. */
            messageId: components["schemas"]["MessageId"];
            /**
             * Format: int64
             * @description The place in its log.
             */
            seq: number;
          };
          /** @enum {string} */
          type: "message:deleted";
        }
      | {
          /** @description I deleted messages for me on another device. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /** @description Which. */
            messageIds: components["schemas"]["MessageId"][];
          };
          /** @enum {string} */
          type: "message:hidden";
        }
      | {
          /** @description Somebody answered a message with a sign at `seq`, or took it back. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /** @description All signs of the message now. */
            counts: components["schemas"]["Reaction"][];
            /** @description The sign. */
            emoji: string;
            /** @description Which message. */
            messageId: components["schemas"]["MessageId"];
            /**
             * Format: int64
             * @description The place in its log.
             */
            seq: number;
            /** @description Given, or taken back. */
            set: boolean;
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "reaction:updated";
        }
      | {
          /** @description Title, members, roles or pins changed at `seq`. */
          data: components["schemas"]["ChatUpdate"];
          /** @enum {string} */
          type: "chat:updated";
        }
      | {
          /** @description A member has read up to `seq`. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /**
             * Format: int64
             * @description Up to where.
             */
            seq: number;
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "message:read";
        }
      | {
          /** @description A member's device has received up to `seq`. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /**
             * Format: int64
             * @description Up to where.
             */
            seq: number;
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "message:delivered";
        }
      | {
          /** @description Somebody writes, or (with `what: null`) has stopped. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
            /** @description Who. */
            userId: components["schemas"]["UserId"];
            what?: components["schemas"]["TypingWhat"] | null;
          };
          /** @enum {string} */
          type: "typing";
        }
      | {
          /** @description Somebody came, or is back at the device, or (with `away`) let it lie. */
          data: {
            /** @description Whether all their open devices are idle. */
            away: boolean;
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "user:online";
        }
      | {
          /** @description Somebody's last device went away. */
          data: {
            /** @description When. */
            lastSeenAt: components["schemas"]["Timestamp"];
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "user:offline";
        }
      | {
          /**
           * @description Who is here, told to a device that has just connected, and again whole when a setting, a contact or a block
           *     changes whom it may see: all others whom it would hear of are not.
           */
          data: {
            /** @description Those who are. */
            present: components["schemas"]["Present"][];
          };
          /** @enum {string} */
          type: "presence:state";
        }
      | {
          /** @description Somebody's profile changed. */
          data: {
            /** @description The profile now. */
            user: components["schemas"]["PublicUser"];
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "user:updated";
        }
      | {
          /** @description A chat that I did not have before. */
          data: {
            /** @description As I see it. */
            chat: components["schemas"]["Chat"];
          };
          /** @enum {string} */
          type: "chat:new";
        }
      | {
          /** @description A chat that is mine no longer. */
          data: {
            /** @description The chat. */
            chatId: components["schemas"]["ChatId"];
          };
          /** @enum {string} */
          type: "chat:removed";
        }
      | {
          /** @description My own side of a chat changed, on whichever device. */
          data: components["schemas"]["MyChat"];
          /** @enum {string} */
          type: "chat:mine";
        }
      | {
          /** @description Somebody asks to become my contact, or I asked on another device. */
          data: {
            /** @description Whether they ask me (`incoming`) or I ask them (`outgoing`). */
            direction: components["schemas"]["ContactState"];
            /** @description The request. */
            request: components["schemas"]["ContactRequest"];
          };
          /** @enum {string} */
          type: "contact:request";
        }
      | {
          /** @description How I stand to somebody changed. */
          data: {
            /** @description How, now. */
            state: components["schemas"]["ContactState"];
            /** @description Who. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "contact:updated";
        }
      | {
          /**
           * @description Somebody opened an invitation of mine, registered with it, or settled in one step further: ask
           *     `GET /newcomers`.
           */
          data: {
            /** @description Which invitation. */
            code: string;
          };
          /** @enum {string} */
          type: "invite:progress";
        }
      | {
          /**
           * @description My simple mode or a proposal to me changed (`userId` is mine): ask `GET /simple-mode`. Or my proposal to somebody
           *     was answered: ask `GET /users/{id}/simple-mode-proposal`.
           */
          data: {
            /** @description Whose simple mode it is about. */
            userId: components["schemas"]["UserId"];
          };
          /** @enum {string} */
          type: "simple:changed";
        }
      | {
          /** @description Somebody calls me. */
          data: {
            /** @description The call. */
            call: components["schemas"]["Call"];
            /** @description Who calls. */
            from: components["schemas"]["User"];
          };
          /** @enum {string} */
          type: "call:incoming";
        }
      | {
          /** @description Ring receipts. */
          data: components["schemas"]["CallRinging"];
          /** @enum {string} */
          type: "call:ringing";
        }
      | {
          /** @description The call was taken. */
          data: components["schemas"]["CallAcceptance"];
          /** @enum {string} */
          type: "call:accepted";
        }
      | {
          /** @description The call was declined. */
          data: components["schemas"]["CallDecline"];
          /** @enum {string} */
          type: "call:rejected";
        }
      | {
          /** @description The call changed. */
          data: {
            /** @description The call now. */
            call: components["schemas"]["Call"];
          };
          /** @enum {string} */
          type: "call:updated";
        }
      | {
          /** @description The call is over. */
          data: {
            /** @description The call as it ended. */
            call: components["schemas"]["Call"];
          };
          /** @enum {string} */
          type: "call:ended";
        }
      | {
          /** @description Another of my devices took the call. */
          data: {
            /** @description Which call. */
            callId: components["schemas"]["CallId"];
          };
          /** @enum {string} */
          type: "call:taken";
        }
      | {
          /** @description A host took me out of the call. */
          data: {
            /** @description Who did it. */
            byUserId: components["schemas"]["UserId"];
            /** @description Which call. */
            callId: components["schemas"]["CallId"];
          };
          /** @enum {string} */
          type: "call:removed";
        }
      | {
          /** @description A host switched my microphone off. */
          data: {
            /** @description Who did it. */
            byUserId: components["schemas"]["UserId"];
            /** @description Which call. */
            callId: components["schemas"]["CallId"];
          };
          /** @enum {string} */
          type: "call:muted";
        }
      | {
          /** @description Somebody in the call shows a sign. */
          data: {
            /** @description Which call. */
            callId: components["schemas"]["CallId"];
            /** @description One emoji. */
            emoji: string;
            /** @description Whose place. */
            participantId: components["schemas"]["ParticipantId"];
            userId?: components["schemas"]["UserId"] | null;
          };
          /** @enum {string} */
          type: "call:reacted";
        }
      | {
          /** @description An SDP offer. */
          data: components["schemas"]["CallSdp"];
          /** @enum {string} */
          type: "call:offer";
        }
      | {
          /** @description An SDP answer. */
          data: components["schemas"]["CallSdp"];
          /** @enum {string} */
          type: "call:answer";
        }
      | {
          /** @description An ICE candidate. */
          data: components["schemas"]["CallCandidate"];
          /** @enum {string} */
          type: "call:ice-candidate";
        }
      | {
          /** @description Mute, camera, screen or hold of another participant. */
          data: components["schemas"]["CallStateEvent"];
          /** @enum {string} */
          type: "call:state";
        }
      | {
          /** @description Events may have been missed: sync now. */
          data: Record<string, unknown>;
          /** @enum {string} */
          type: "resync";
        }
      | {
          /** @description This sign-in was ended; the socket closes with 4002. */
          data: {
            /** @description Why: `logged_out`, `revoked`, `token_reuse`, `password_changed` or `account_deleted`. */
            reason: string;
          };
          /** @enum {string} */
          type: "session:ended";
        };
    /** @description `GET /info`: what somebody who is not signed in has to know of this server. */
    ServerInfo: {
      /** @description Whether newcomers give an e-mail address. */
      email: components["schemas"]["EmailKind"];
      /** @description Whether people without an account may come into calls of groups, by links. */
      guests?: boolean;
      /** @description Whether the server sends mail: without it no address is confirmed and no password reset that way. */
      mail: boolean;
      /** @description The host whose page can sign people in by passkey; absent where that is not possible. */
      passkeyHost?: string | null;
      /** @description Who may make an account. */
      registration: components["schemas"]["RegistrationKind"];
    };
    /** @description The answer to a registration, log-in or refresh. */
    Session: {
      /** @description A JWT for `Authorization: Bearer`. */
      accessToken: string;
      /** @description When it lapses, by the server's clock. */
      accessTokenExpiresAt: components["schemas"]["Timestamp"];
      /** @description The next refresh token; absent when it travels in a cookie. */
      refreshToken?: string | null;
      /** @description The server's time, so that a wrong clock on the device breaks nothing. */
      serverTime: components["schemas"]["Timestamp"];
      /** @description This sign-in. */
      sessionId: components["schemas"]["SessionId"];
      /** @description Oneself. */
      user: components["schemas"]["Me"];
    };
    /**
     * Format: uuid
     * @description One sign-in on one device.
     */
    SessionId: string;
    /** @description One line of the sessions list. */
    SessionInfo: {
      /** @description The address it last came from. */
      address: string;
      /** @description When the person signed in there. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description Whether it is the one that asks. */
      current: boolean;
      /** @description What the device calls itself; may be empty. */
      deviceName: string;
      /** @description Its id. */
      id: components["schemas"]["SessionId"];
      /** @description When it was last used. */
      lastUsedAt: components["schemas"]["Timestamp"];
      /** @description Whether a socket of it is open now. */
      online: boolean;
      /** @description With what the person signed in. */
      way: components["schemas"]["SignInWay"];
    };
    /** @description What of a chat is the same for all its members: the form in broadcasts. */
    SharedChat: {
      /** @description Whether it keeps an audio room, which anybody drops in to; groups only. */
      audioRoom?: boolean | null;
      /** @description Where its photo is, if it has one. */
      avatarUrl?: string | null;
      /** @description When it was made. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description What it is about; groups only. */
      description?: string | null;
      /** @description Whether its messages are end-to-end encrypted. */
      encrypted: boolean;
      /** @description Whether somebody who joins sees what was said before; groups only. */
      historyForNewcomers?: boolean | null;
      /** @description Its id. */
      id: components["schemas"]["ChatId"];
      /** @description Its kind. */
      kind: components["schemas"]["ChatKind"];
      /**
       * Format: int64
       * @description The place of the newest entry in its log.
       */
      lastSeq: number;
      /**
       * Format: int32
       * @description People in it.
       */
      memberCount: number;
      /** @description Whether members without a role may add people and see the invite links; groups only. */
      membersMayAdd?: boolean | null;
      /** @description Messages pinned for everybody, the newest pin first; at most 50. */
      pinnedIds?: components["schemas"]["MessageId"][];
      /** @description Its title; absent in a direct chat. */
      title?: string | null;
    };
    /**
     * @description With what a sign-in began.
     * @enum {string}
     */
    SignInWay: "password" | "password_code" | "passkey";
    /** @description A person to choose. */
    SimpleChoice: {
      /** @description What happens when they call. */
      answer: components["schemas"]["AutoAnswer"];
      /** @description What a tap on their photo starts. */
      call: components["schemas"]["CallKind"];
      /** @description Who. */
      userId: components["schemas"]["UserId"];
    };
    /** @description `GET /simple-mode`. */
    SimpleMode: {
      /** @description Whether my page is the simple one. */
      enabled: boolean;
      /**
       * @description The people I chose, in the order of their photos. Whoever of them is answered without a touch is so whether or
       *     not the page is the simple one.
       */
      people: components["schemas"]["SimplePerson"][];
      /** @description What is proposed to me and waits for my answer, the newest first. */
      proposals: components["schemas"]["SimpleProposal"][];
      setAt?: components["schemas"]["Timestamp"] | null;
      setBy?: components["schemas"]["User"] | null;
    };
    /** @description A chosen person. */
    SimplePerson: {
      /** @description What happens when they call. */
      answer: components["schemas"]["AutoAnswer"];
      /** @description What a tap on their photo starts. */
      call: components["schemas"]["CallKind"];
      /** @description Who. */
      user: components["schemas"]["User"];
    };
    /** @description Simple mode as somebody proposes it to somebody else. */
    SimpleProposal: {
      /** @description Whether the page is to be the simple one. */
      enabled: boolean;
      /** @description Its id; made anew, it gets another one. */
      id: components["schemas"]["SimpleProposalId"];
      /** @description The people, in the order of their photos. */
      people: components["schemas"]["SimplePerson"][];
      /** @description When it was made. */
      proposedAt: components["schemas"]["Timestamp"];
      /** @description What became of it. */
      state: components["schemas"]["SimpleProposalState"];
      /** @description The other one of the two: who proposes it to me, or to whom I propose it. */
      user: components["schemas"]["User"];
    };
    /**
     * Format: uuid
     * @description Simple mode as somebody proposes it to somebody else.
     */
    SimpleProposalId: string;
    /**
     * @description What became of a proposal.
     * @enum {string}
     */
    SimpleProposalState: "open" | "taken" | "refused" | "expired";
    /** @description `PUT /simple-mode`, and what is proposed to somebody. */
    SimpleSetup: {
      /** @description Whether the page is the simple one. */
      enabled: boolean;
      /** @description At most eight, in the order of their photos. */
      people: components["schemas"]["SimpleChoice"][];
    };
    /** @description The data of an `error` answer. */
    SocketError: {
      /** @description The same codes as over REST. */
      code: components["schemas"]["ErrorCode"];
      /** @description For `validation_failed`: what is wrong with each field. */
      errors?: components["schemas"]["BTreeMap"];
      /** @description One English sentence for developers. */
      message: string;
      /**
       * Format: int64
       * @description When to try again.
       */
      retryAfterMs?: number | null;
    };
    /** @description `POST /push/subscriptions`: where this device can be told things. There is one subscription per sign-in. */
    SubscribeToPush: {
      /** @description What sort of device it is. */
      device: components["schemas"]["DeviceKind"];
      /** @description The address at the push service, `https` and at most 1024 bytes. */
      endpoint: string;
      /** @description The device's keys. */
      keys: components["schemas"]["PushKeys"];
      /** @description In which language it is told things. */
      language: components["schemas"]["PushLanguage"];
      /** @description Where the page is open, as `https://host[:port]`. */
      origin: string;
    };
    /** @description The answer. A change may come twice, never zero times. */
    SyncAnswer: {
      /** @description Chats of mine that changed, or that were asked for. */
      chats: components["schemas"]["ChatSync"][];
      /** @description For the next `sync`. */
      cursor: string;
      /** @description Whether to ask again at once with this cursor. */
      more: boolean;
      /** @description Chats that are mine no longer. */
      removed: components["schemas"]["ChatId"][];
    };
    /** @description The request. */
    SyncRequest: {
      /** @description Chats whose missed events are wanted, each with the last `seq` that the client has. At most 200. */
      chats?: {
        [key: string]: number;
      };
      /** @description The cursor of the last `sync`; absent for everything. */
      since?: string | null;
    };
    /** @description The content of a message of kind `system`; the page puts it into words. */
    SystemNote: {
      role?: components["schemas"]["Role"] | null;
      /** @description The new title. */
      title?: string | null;
      /** @description What happened. */
      type: components["schemas"]["SystemNoteType"];
      /** @description Whom it happened to. */
      userIds?: components["schemas"]["UserId"][];
    };
    /**
     * @description What happened to a chat.
     * @enum {string}
     */
    SystemNoteType:
      | "created"
      | "membersAdded"
      | "memberRemoved"
      | "memberLeft"
      | "joinedByLink"
      | "renamed"
      | "photoChanged"
      | "photoRemoved"
      | "descriptionChanged"
      | "roleChanged"
      | "ownerChanged";
    /** @description `POST /newcomers/me/steps`. */
    TakeStep: {
      /** @description Which. */
      step: components["schemas"]["WelcomeStep"];
    };
    /**
     * Format: date-time
     * @description A moment: milliseconds since 1970-01-01 UTC. Written as RFC 3339 with milliseconds.
     */
    Timestamp: string;
    /** @description `GET /auth/two-step`. */
    TwoStep: {
      /** @description Whether a code is asked for besides the password. */
      on: boolean;
      /**
       * Format: int32
       * @description Recovery codes that were not used.
       */
      recoveryCodesLeft: number;
    };
    /** @description `POST /auth/two-step`. */
    TwoStepCode: {
      /** @description What the app shows. */
      code: string;
    };
    /** @description The answer of `POST /auth/two-step/secret`. */
    TwoStepSecret: {
      /** @description For a QR code, or a link on the phone itself: `otpauth://…`. */
      address: string;
      /** @description To be typed into an app: base32. */
      secret: string;
    };
    /** @description `typing:start` and `typing:stop`. */
    TypingFrame: {
      /** @description The chat. */
      chatId: components["schemas"]["ChatId"];
      what?: components["schemas"]["TypingWhat"] | null;
    };
    /**
     * @description What is being prepared.
     * @enum {string}
     */
    TypingWhat: "text" | "voice" | "file";
    /** @description A person as somebody else sees them. */
    User: {
      /** @description What they say about themselves, up to 500 characters. */
      about?: string | null;
      /** @description Where their photo is, if they have one. */
      avatarUrl?: string | null;
      /** @description Whether the open devices are all idle. */
      away?: boolean;
      /** @description When they registered. */
      createdAt: components["schemas"]["Timestamp"];
      /** @description Whether the account was deleted: then this names nobody, and `login` is empty. */
      deleted?: boolean;
      /** @description The name to show. */
      displayName: string;
      /** @description The UID. */
      id: components["schemas"]["UserId"];
      /** @description Whether they run the server. */
      isAdmin?: boolean;
      /** @description Whether I blocked them. */
      isBlocked?: boolean;
      /** @description Whether they are a contact of mine. */
      isContact?: boolean;
      lastSeenAt?: components["schemas"]["Timestamp"] | null;
      /** @description Unique name. */
      login: string;
      /** @description Whether I may call them. */
      mayCall?: boolean;
      /** @description Whether I may write to them alone. */
      mayMessage?: boolean;
      /** @description Whether a device of theirs is open (in use or not). */
      online: boolean;
      /** @description Their phone number. */
      phone?: string | null;
      /** @description A line about how they are. */
      statusText?: string | null;
    };
    /**
     * Format: uuid
     * @description A person who has an account here; shown to people as the UID they can share.
     */
    UserId: string;
    /**
     * @description What a newcomer does once to settle in.
     * @enum {string}
     */
    WelcomeStep: "profile" | "installed" | "notifications" | "microphone" | "testCall";
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  call_reports: {
    parameters: {
      query?: {
        /** @description Only those that were so for at least one side. */
        mark?: components["schemas"]["QualityMark"];
        /** @description The `cursor` of the page before. */
        cursor?: string;
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_CallReport"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  change_email: {
    parameters: {
      query?: never;
      header?: {
        /** @description the language of letters */
        "Accept-Language"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeEmail"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `email_taken` or `mail_off` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resend_confirmation: {
    parameters: {
      query?: never;
      header?: {
        /** @description the language of the letter */
        "Accept-Language"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EmailAddress"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `mail_off` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  mail_settings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MailSettings"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_mail_settings: {
    parameters: {
      query?: never;
      header?: {
        /** @description the language of letters */
        "Accept-Language"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MailSettings"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  verify_email: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LinkToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ConfirmedEmail"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  log_in: {
    parameters: {
      query?: never;
      header?: {
        /** @description `web`: the refresh token comes as a cookie */
        "X-Zvonilka-Client"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LogIn"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `wrong_credentials`, `second_factor_required` (send the same again with `code`) or `wrong_code` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account_disabled` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  log_in_by_passkey: {
    parameters: {
      query?: never;
      header?: {
        /** @description `web`: the refresh token comes as a cookie */
        "X-Zvonilka-Client"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LogInByPasskey"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `passkey_refused` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account_disabled` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `passkeys_unavailable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  passkey_challenge: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PasskeyChallenge"];
        };
      };
      /** @description `passkeys_unavailable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  log_out: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_passkeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Passkey"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  add_passkey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddPasskey"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Passkey"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_passkeys`, `passkeys_unavailable`, or `conflict`: it is here already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  plan_passkey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PasskeyOptions"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_passkeys` or `passkeys_unavailable` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_passkey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["PasskeyId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  rename_passkey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["PasskeyId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RenamePasskey"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Passkey"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  change_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePassword"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  forgot_password: {
    parameters: {
      query?: never;
      header?: {
        /** @description the language of the letter */
        "Accept-Language"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EmailAddress"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `mail_off` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  reset_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResetPassword"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  check_reset_link: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LinkToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Resettable"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refresh: {
    parameters: {
      query?: never;
      header?: {
        /** @description `web`: the token travels in the cookie */
        "X-Zvonilka-Client"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["Refresh"] | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated` (none, or a forged one) or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `account_disabled` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  register: {
    parameters: {
      query?: never;
      header?: {
        /** @description `web`: the refresh token comes as a cookie */
        "X-Zvonilka-Client"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Register"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Session"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `registration_closed` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `login_taken`, `email_taken` or `invite_used_up` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_sessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_SessionInfo"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  end_other_sessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  end_session: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["SessionId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  two_step: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TwoStep"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  enable_two_step: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TwoStepCode"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: no secret was made in the last quarter of an hour */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  disable_two_step: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordAndCode"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: none are */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  renew_recovery_codes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordAndCode"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: no codes are asked for */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  make_two_step_secret: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TwoStepSecret"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: codes are asked for already */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  active_calls: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Call"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  call_echo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CallEcho"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["EchoCall"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  end_echo: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["EchoId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  call_history: {
    parameters: {
      query?: {
        /** @description The `cursor` of the page before. */
        cursor?: string;
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Call"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  ice_servers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IceServers"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  initiate_call: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InitiateCall"];
      };
    };
    responses: {
      /** @description The call that the two have already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Call"];
        };
      };
      /** @description A new call */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Call"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `privacy_forbids`: they do not take my calls; `forbidden`: the group keeps no audio room */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `call_busy` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  respond_to_call: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RespondToCall"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Call"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description One's own call */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `call_not_ringing` or `call_over` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  call: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["CallId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Call"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  forget_call: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["CallId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description It goes on */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  end_call: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["CallId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Call"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `call_over` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  answer_guests: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["CallId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AnswerGuests"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Call"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict` when one is not in the call, `call_over` or `call_full` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  keep_call_quality: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["CallId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CallQuality"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Nobody answered it */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  chat_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChatLinkInfo"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  join_by_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `group_full` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_chats: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Chat"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  open_chat: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateChat"];
      };
    };
    responses: {
      /** @description It was there */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description It was made */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `privacy_forbids` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  chat: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  delete_chat: {
    parameters: {
      query?: {
        /** @description `me` (if absent) hides the chat until the next message; `everyone` ends it with all that it holds. */
        for?: "everyone" | "me";
      };
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  update_chat: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChatPatch"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_chat_avatar: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["PictureForm"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description Something is missing or cannot be read, or the body was cut off */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `quota_exceeded` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `file_too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_image` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_chat_avatar: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Chat"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_guest_links: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_CallGuestLink"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_guest_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateGuestLink"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CallGuestLink"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden`, also where the owner of the server wants no guests */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_links` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_guest_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
        linkId: components["schemas"]["GuestLinkId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_links: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_ChatLink"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateChatLink"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChatLink"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_links` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_link: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_members: {
    parameters: {
      query?: {
        /** @description The `cursor` of the page before. */
        cursor?: string;
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Member"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  add_members: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AddMembers"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AddedMembers"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `group_full` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_member: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
        userId: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `owner_must_hand_over` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  change_role: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
        userId: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeRole"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Member"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `owner_must_hand_over` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_messages: {
    parameters: {
      query?: {
        /** @description Messages right before this `seq`. */
        before?: number;
        /** @description Messages right after this `seq`. */
        after?: number;
        /** @description Messages on both sides of this `seq`. */
        around?: number;
        /** @description Messages on both sides of the first one at or after this moment (RFC 3339). */
        date?: string;
        /**
         * @description These messages only, with commas between their ids and at most 50 of them; those that I cannot see are left
         *     out.
         */
        ids?: string;
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["History"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  send_message: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SendMessage"];
      };
    };
    responses: {
      /** @description It was stored before under this `clientId` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
      /** @description It was stored */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `privacy_forbids`: the other one of a direct chat does not take my messages */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  update_mine: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MyChatPatch"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MyChat"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_pinned` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_pins: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Message"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  pin_message: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
        messageId: components["schemas"]["MessageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_pins`, or `conflict`: it was deleted */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  unpin_message: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
        messageId: components["schemas"]["MessageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  mark_read: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ChatId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MarkRead"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_contacts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contacts"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  ask_contact: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AskContact"];
      };
    };
    responses: {
      /** @description They had asked me, or are a contact already */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      /** @description They are asked */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ContactRequest"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `privacy_forbids` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: I blocked them */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  accept_contact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ContactRequestId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Contact"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  decline_contact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["ContactRequestId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_contact: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userId: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  upload_file: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["FileForm"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["File"];
        };
      };
      /** @description Something is missing or cannot be read, or the body was cut off */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `quota_exceeded` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `file_too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_image`: damaged or far too large; `unsupported_media_type`: no form */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  export: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        ticket: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The archive; without an end when it breaks off */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/zip": unknown;
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  begin_upload: {
    parameters: {
      query?: never;
      header: {
        /** @description `1.0.0` */
        "Tus-Resumable": string;
        /** @description Bytes in all */
        "Upload-Length": number;
        /** @description `filename`, `filetype`, `durationMs` and `waveform` (a JSON array), each with its value in base64 */
        "Upload-Metadata"?: string | null;
        /** @description Of the body: `sha1` or `sha256` and its base64 */
        "Upload-Checksum"?: string | null;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/offset+octet-stream": string | null;
      };
    };
    responses: {
      /** @description Begun; `Upload-Offset` says how much of it is there */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Something is missing or cannot be read, or the body was cut off */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `quota_exceeded` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_tus_version` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `file_too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_image`, when that was all of it */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `checksum_mismatch` */
      460: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  upload_capabilities: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  finished_upload: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["File"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `upload_incomplete`: not everything is there yet */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  give_up_upload: {
    parameters: {
      query?: never;
      header: {
        /** @description `1.0.0` */
        "Tus-Resumable": string;
      };
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_tus_version` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `upload_locked` */
      423: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  upload_progress: {
    parameters: {
      query?: never;
      header: {
        /** @description `1.0.0` */
        "Tus-Resumable": string;
      };
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_tus_version` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  append_to_upload: {
    parameters: {
      query?: never;
      header: {
        /** @description `1.0.0` */
        "Tus-Resumable": string;
        /** @description How much is there, as the client knows it */
        "Upload-Offset": number;
        /** @description Of the body: `sha1` or `sha256` and its base64 */
        "Upload-Checksum"?: string | null;
      };
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/offset+octet-stream": string;
      };
    };
    responses: {
      /** @description `Upload-Offset` says how much is there now */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Something is missing or cannot be read, or the body was cut off */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: another number of bytes is there; ask with `HEAD`. `quota_exceeded` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_tus_version` */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `file_too_large`: more than was announced */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_media_type`, or, for the last piece, `unsupported_image` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `upload_locked` */
      423: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `checksum_mismatch` */
      460: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  file: {
    parameters: {
      query?: never;
      header?: {
        Range?: string | null;
        "If-None-Match"?: string | null;
        "If-Range"?: string | null;
      };
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file, under its own type */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "*/*": unknown;
        };
      };
      /** @description The part that was asked for */
      206: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "*/*": unknown;
        };
      };
      /** @description The same as the one that the client has */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `range_not_satisfiable` */
      416: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  thumbnail: {
    parameters: {
      query?: never;
      header?: {
        "If-None-Match"?: string | null;
      };
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The small copy */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "image/jpeg": unknown;
        };
      };
      /** @description The same as the one that the client has */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_poster: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["FileId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["PictureForm"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["File"];
        };
      };
      /** @description Something is missing or cannot be read, or the body was cut off */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden`: the file is no video */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `file_too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_image` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  become_guest: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["BecomeGuest"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GuestPass"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  guest_ice_servers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["IceServers"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` to whoever is not in a call */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  look_at_guest_link: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["LookAtGuestLink"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GuestInvitation"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  info: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ServerInfo"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_invites: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Invite"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  create_invite: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateInvite"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invite"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `invite_taken` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  invite: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InviteInfo"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  revoke_invite: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  delete_message: {
    parameters: {
      query?: {
        /** @description `me` if absent. */
        for?: "everyone" | "me";
      };
      header?: never;
      path: {
        id: components["schemas"]["MessageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  edit_message: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["MessageId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EditMessage"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Message"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `conflict`: it was deleted */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_reactions: {
    parameters: {
      query?: {
        /** @description The `cursor` of the page before. */
        cursor?: string;
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path: {
        id: components["schemas"]["MessageId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_ReactionBy"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_reaction: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["MessageId"];
        emoji: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden`: not written by a member */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `too_many_reactions`, or `conflict`: it was deleted */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not one emoji */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  unset_reaction: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["MessageId"];
        emoji: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not one emoji */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_newcomers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_Newcomer"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  my_arrival: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Arrival"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  take_step: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TakeStep"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  answer_push: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AnswerPush"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `call_not_ringing` or `call_over` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  push_key: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PushKey"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  push_settings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PushSettings"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_push_settings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PushSettings"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  push_state: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PushState"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resubscribe_to_push: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResubscribeToPush"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  subscribe_to_push: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SubscribeToPush"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The owner switched pushes off */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  unsubscribe_from_push: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  test_push: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  test_call: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  search_messages: {
    parameters: {
      query?: {
        /**
         * @description The words, up to 256 characters: all of them, in any form, in any order. The last one may be unfinished. May be
         *     absent when `has` is there.
         */
        q?: string;
        /** @description In this chat only. */
        chatId?: components["schemas"]["ChatId"];
        /** @description By this person only. */
        from?: components["schemas"]["UserId"];
        /** @description Sent at this moment or later (RFC 3339). */
        after?: string;
        /** @description Sent before this moment (RFC 3339). */
        before?: string;
        /** @description With this only. */
        has?: "link" | "photo" | "file" | "voice";
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
        /** @description From the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_FoundMessage"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  simple_mode: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SimpleMode"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  choose_simple_mode: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SimpleSetup"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SimpleMode"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  clear_simple_mode: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  take_simple_proposal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["SimpleProposalId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SimpleMode"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  refuse_simple_proposal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["SimpleProposalId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  list_users: {
    parameters: {
      query?: {
        /** @description The `cursor` of the page before. */
        cursor?: string;
        /** @description Items on the page: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_User"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  delete_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeleteMe"];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `last_admin` or `owner_must_hand_over` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  update_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MePatch"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  set_my_avatar: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["PictureForm"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      /** @description Something is missing or cannot be read, or the body was cut off */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `quota_exceeded` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `file_too_large` */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unsupported_image` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  remove_my_avatar: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Me"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  my_data: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MyData"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  export_state: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Export"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  ask_export: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ExportTicket"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `export_running` */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  search_users: {
    parameters: {
      query: {
        /** @description Part of a login or a name, or a whole UID: 1 to 100 characters. */
        q: string;
        /** @description How many at most: 50 if absent; anything outside 1 to 200 is brought inside. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["List_User"];
        };
      };
      /** @description A parameter of a wrong type, or a missing one */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  user: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["User"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  block_user: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Oneself */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  unblock_user: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Oneself */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  simple_proposal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SimpleProposal"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  propose_simple_mode: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SimpleSetup"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SimpleProposal"];
        };
      };
      /** @description Not JSON, a wrong type, or a missing field */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden`, or `privacy_forbids` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is larger than 64 KiB */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The body is not `application/json` */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description A value is not acceptable; see `errors` */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  withdraw_simple_proposal: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: components["schemas"]["UserId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`, `token_expired` or `session_ended` */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description `forbidden` */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Not there, or not for this person to know of */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  health: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
    };
  };
  ready: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
      /** @description Too many requests; see `Retry-After` */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Our own fault; nothing was changed */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The database cannot be reached or is busy */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
