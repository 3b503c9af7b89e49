package dev.myelin.dsl.model;

import dev.myelin.dsl.Severity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values an attribute or a text-only element may have; compared without case. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Allowed {
    /** The values, as the XSD lists them. */
    String[] value();

    /** What another value is: MI refuses some and ignores others. */
    Severity otherwise() default Severity.ERROR;
}
