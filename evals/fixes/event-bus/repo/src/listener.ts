export type Listener<Payload> = (payload: Payload) => void;

/** Ends a subscription; a second call changes nothing. */
export type Unsubscribe = () => void;
