package dev.myelin.dsl.read;

/** A part of an element's content. */
sealed interface XmlNode permits XmlElement, XmlNode.Text, XmlNode.Markup {

    /**
     * Characters, with references resolved and CDATA sections unwrapped.
     *
     * @param value the characters
     */
    record Text(String value) implements XmlNode {}

    /**
     * A comment or processing instruction, which matters only inside raw content.
     *
     * @param source as it stands in the file
     */
    record Markup(String source) implements XmlNode {}
}
