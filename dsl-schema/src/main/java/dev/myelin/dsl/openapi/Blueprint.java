package dev.myelin.dsl.openapi;

import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Namespaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element of the language that nobody wrote: what a part of a document means, with the place of that part. */
public final class Blueprint {
    private final String namespace;
    private final String name;
    private final SourceLocation location;
    private final SourceLocation end;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Blueprint> children = new ArrayList<>();
    private String text = "";

    private Blueprint(String namespace, String name, SourceLocation location, SourceLocation end) {
        this.namespace = namespace;
        this.name = name;
        this.location = location;
        this.end = end;
    }

    /** An element of Synapse's that stands for what is between two places. */
    static Blueprint of(String name, SourceLocation location, SourceLocation end) {
        return new Blueprint(Namespaces.SYNAPSE, name, location, end);
    }

    /** An element inside this one, and of the same part of the document, added to it. */
    Blueprint child(String childName) {
        return child(childName, location);
    }

    /** An element inside this one, that stands for something at {@code place}, added to it. */
    Blueprint child(String childName, SourceLocation place) {
        Blueprint child = of(childName, place, end);
        children.add(child);
        return child;
    }

    /** As {@link #child(String)}, of a mediator that Synapse does not have. */
    Blueprint own(String childName) {
        Blueprint child = new Blueprint(Namespaces.MEDIATION, childName, location, end);
        children.add(child);
        return child;
    }

    Blueprint with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    Blueprint containing(String content) {
        text = content;
        return this;
    }

    /** Its namespace. */
    public String namespace() {
        return namespace;
    }

    /** Its local name. */
    public String name() {
        return name;
    }

    /** Where the part begins. */
    public SourceLocation location() {
        return location;
    }

    /** The place behind the part. */
    public SourceLocation end() {
        return end;
    }

    /** Attributes by name. */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** The elements inside, in order. */
    public List<Blueprint> children() {
        return children;
    }

    /** The characters inside; empty when there are elements. */
    public String text() {
        return text;
    }
}
