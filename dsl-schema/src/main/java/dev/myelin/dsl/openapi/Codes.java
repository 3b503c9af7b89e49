package dev.myelin.dsl.openapi;

/** The codes of findings in OpenAPI documents; each has a section in {@code docs/reference/diagnostics.md}. */
final class Codes {
    static final String MALFORMED = "MYL-6001";
    static final String LIMIT = "MYL-6002";
    static final String REPEATED_KEY = "MYL-6003";
    static final String NOT_OPENAPI = "MYL-6004";
    static final String MISSING = "MYL-6005";
    static final String BAD_VALUE = "MYL-6006";
    static final String UNKNOWN_INTEGRATION = "MYL-6007";
    static final String UNKNOWN_NAME = "MYL-6008";
    static final String PATH_TAKEN = "MYL-6009";
    static final String UNKNOWN_FUNCTION = "MYL-6010";
    static final String NOT_SERVED = "MYL-6011";
    static final String UNKNOWN_PARAMETER = "MYL-6012";

    private Codes() {}
}
