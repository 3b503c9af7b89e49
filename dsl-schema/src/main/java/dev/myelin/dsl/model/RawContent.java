package dev.myelin.dsl.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an element whose content is the user's own text or XML (a template, a local entry). The reader does not look
 * inside; it hands the content over as one string, XML serialised with the namespaces in scope.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RawContent {}
