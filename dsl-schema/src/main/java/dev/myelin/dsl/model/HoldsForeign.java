package dev.myelin.dsl.model;

/** An element in which a document of another language may stand, such as a WSDL description. */
public interface HoldsForeign {
    /** Called by the reader once with the elements of other namespaces inside, as text; empty when there are none. */
    void takeForeign(String xml);
}
