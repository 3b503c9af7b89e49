package dev.myelin.engine.message;

/** Error codes as MI numbers them ({@code ERROR_CODE}). */
public final class ErrorCode {
    /** Sender: I/O while sending. */
    public static final int SENDER_IO_SENDING = 101500;
    /** Sender: I/O while receiving. */
    public static final int SENDER_IO_RECEIVING = 101501;
    /** The connection to the back-end failed. */
    public static final int CONNECTION_FAILED = 101503;
    /** The back-end did not answer in time. */
    public static final int CONNECTION_TIMEOUT = 101504;
    /** The back-end closed the connection. */
    public static final int CONNECTION_CLOSED = 101505;
    /** The back-end broke the protocol. */
    public static final int PROTOCOL_VIOLATION = 101506;
    /** Connecting did not end in time. */
    public static final int CONNECT_TIMEOUT = 101508;
    /** The client's connection that a message, or the reply to one, is for is gone. */
    public static final int CONNECTION_GONE = 102410;
    /** The message is larger than the client takes. */
    public static final int CONNECTION_TOO_LARGE = 102413;
    /** The client did not take what was pushed to it. */
    public static final int CONNECTION_TOO_SLOW = 102503;
    /** None of the endpoints of a failover or load balance can take the message. */
    public static final int ENDPOINTS_NOT_READY = 303000;
    /** The endpoint is suspended. */
    public static final int ENDPOINT_SUSPENDED = 303001;
    /** The WSDL document of an endpoint cannot be had. */
    public static final int WSDL_NOT_READY = 303002;
    /** The endpoint that a key names is not there. */
    public static final int ENDPOINT_NOT_FOUND = 305100;
    /** A {@code callout} failed. */
    public static final int CALLOUT_FAILED = 401000;
    /** A {@code call} with {@code blocking="true"} failed. */
    public static final int BLOCKING_CALL_FAILED = 401001;
    /** Any other fault of mediation, such as a sequence that is not there. */
    public static final int MEDIATION = 500000;
    /** The payload is not what its content type says. */
    public static final int PARSING = 601000;

    private ErrorCode() {}
}
