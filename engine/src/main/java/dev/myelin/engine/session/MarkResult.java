package dev.myelin.engine.session;

/** What became of a wish to join or leave a group, or to set a label. */
public enum MarkResult {
    /** It is as was wished. */
    DONE,
    /** The session is over, or about to be. */
    GONE,
    /** The session has as many groups or labels as it may. */
    TOO_MANY
}
