package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlMixed;
import java.util.ArrayList;
import java.util.List;

/** An element with a text, XML or JSON in it that is the user's own. */
@RawContent
public final class RawText extends SynapseNode {
    @XmlMixed
    private final List<String> content = new ArrayList<>();

    /** What is inside, as it stands in the file. */
    public String text() {
        return String.join("", content);
    }
}
