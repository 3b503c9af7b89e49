package dev.myelin.engine.expression.tree;

import net.sf.saxon.s9api.XdmValue;

/** XML as a value. */
public interface Xml {
    /** The nodes. */
    XdmValue nodes();

    /** Their text. */
    String text();
}
