package dev.myelin.dsl.read;

/** The codes of the reader's findings; each has a section in {@code docs/reference/diagnostics.md}. */
final class Codes {
    static final String MALFORMED = "MYL-1001";
    static final String DOCTYPE = "MYL-1002";
    static final String LIMIT = "MYL-1003";
    static final String EMPTY_FILE = "MYL-1004";
    static final String WRONG_NAMESPACE = "MYL-1005";
    static final String NO_NAMESPACE = "MYL-1006";
    static final String UNKNOWN_ARTEFACT = "MYL-1007";
    static final String UNSUPPORTED_ARTEFACT = "MYL-1008";
    static final String ARTEFACT_WITHOUT_EFFECT = "MYL-1009";
    static final String UNKNOWN_MEDIATOR = "MYL-1010";
    static final String UNSUPPORTED_MEDIATOR = "MYL-1011";
    static final String CONNECTOR = "MYL-1012";
    static final String UNKNOWN_ELEMENT = "MYL-1013";
    static final String UNSUPPORTED_ELEMENT = "MYL-1014";
    static final String IGNORED_ELEMENT = "MYL-1015";
    static final String UNKNOWN_ATTRIBUTE = "MYL-1016";
    static final String MISSING_ATTRIBUTE = "MYL-1017";
    static final String MISSING_ELEMENT = "MYL-1018";
    static final String BAD_VALUE = "MYL-1019";
    static final String REPEATED_ELEMENT = "MYL-1020";
    static final String STRAY_TEXT = "MYL-1021";
    static final String NO_VALUE = "MYL-1022";
    static final String TWO_FORMS = "MYL-1023";
    static final String NO_CONDITION = "MYL-1024";
    static final String INCOMPLETE = "MYL-1025";
    static final String DUPLICATE = "MYL-1026";
    static final String NO_ARTEFACT = "MYL-1030";
    static final String UNKNOWN_SEQUENCE = "MYL-2001";
    static final String UNKNOWN_ENDPOINT = "MYL-2002";
    static final String UNKNOWN_ENTRY = "MYL-2003";
    static final String CYCLE = "MYL-2004";
    static final String ENDLESS_CYCLE = "MYL-2005";
    static final String UNKNOWN_TEMPLATE = "MYL-2006";
    static final String UNKNOWN_STORE = "MYL-2090";

    private Codes() {}
}
