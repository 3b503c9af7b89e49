package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Mediator;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Names of elements. */
final class Elements {
    private Elements() {}

    /** The element's name as the user wrote it. */
    static String nameOf(Mediator mediator) {
        XmlRootElement element = mediator.getClass().getAnnotation(XmlRootElement.class);
        return element == null ? mediator.getClass().getSimpleName() : element.name();
    }
}
