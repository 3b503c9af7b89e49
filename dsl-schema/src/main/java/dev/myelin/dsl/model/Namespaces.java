package dev.myelin.dsl.model;

/** The XML namespaces of the language. */
public final class Namespaces {
    /** That of Apache Synapse and WSO2 Micro Integrator, and so ours. */
    public static final String SYNAPSE = "http://ws.apache.org/ns/synapse";

    /** That of the mediators that Synapse and MI do not have. */
    public static final String MEDIATION = "urn:myelin:mediation";

    private Namespaces() {}
}
