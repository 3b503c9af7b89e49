package dev.myelin.engine.deploy.chart;

import java.util.regex.Pattern;

/** Writes the lines of a flowchart. Names of the user stand in quotes only, never where Mermaid's own words do. */
final class Mermaid {
    private static final int MAX_TEXT = 60;
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    private final StringBuilder lines = new StringBuilder("flowchart TD\n");
    private String indent = "    ";
    private int nodes;

    /** The forms of nodes. */
    enum Shape {
        /** A step. */
        BOX("[", "]"),
        /** Where something begins. */
        ROUND("([", "])"),
        /** A decision. */
        DIAMOND("{", "}"),
        /** A step that makes several messages, or collects them. */
        HEXAGON("{{", "}}"),
        /** A sequence or template that runs. */
        SUBROUTINE("[[", "]]"),
        /** A back-end. */
        SLANTED("[/", "/]");

        private final String open;
        private final String close;

        Shape(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    /** Adds a node with lines of text; its id. */
    String node(Shape shape, String... text) {
        String id = "n" + ++nodes;
        StringBuilder label = new StringBuilder();
        for (String part : text) {
            label.append(label.isEmpty() ? "" : "<br/>").append(escaped(part));
        }
        line(id + shape.open + "\"" + label + "\"" + shape.close);
        return id;
    }

    /** Adds an arrow; the label may be empty. */
    void arrow(String from, String label, String to) {
        line(from + " -->" + labelled(label) + " " + to);
    }

    /** Adds an arrow for what goes there and comes back. */
    void exchange(String from, String label, String to) {
        line(from + " <-->" + labelled(label) + " " + to);
    }

    /** Adds a dotted arrow: runs something that is drawn elsewhere, or in case of a fault. */
    void dotted(String from, String label, String to) {
        line(from + " -.->" + labelled(label) + " " + to);
    }

    /** Begins a box around what follows. */
    void begin(String title) {
        line("subgraph g" + ++nodes + "[\"" + escaped(title) + "\"]");
        indent += "    ";
    }

    /** Ends the box. */
    void end() {
        indent = indent.substring(4);
        line("end");
    }

    private static String labelled(String label) {
        return label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|";
    }

    private void line(String text) {
        lines.append(indent).append(text).append('\n');
    }

    /** As Mermaid wants characters that mean something to it: by entity. Passwords in addresses are left out. */
    static String escaped(String text) {
        String line = USER_INFO.matcher(text.strip().replaceAll("\\s+", " ")).replaceAll("//***@");
        String shown = line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "...";
        StringBuilder safe = new StringBuilder(shown.length());
        shown.codePoints().forEach(each -> {
            boolean plain = Character.isLetterOrDigit(each) || " .,:/=_-()$*+?@'|{}[]!%~^".indexOf(each) >= 0;
            if (plain) {
                safe.appendCodePoint(each);
            } else {
                safe.append('#').append(each).append(';');
            }
        });
        return safe.isEmpty() ? " " : safe.toString();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
