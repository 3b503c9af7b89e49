package dev.myelin.dsl;

/**
 * A place in a file. For an element it is that of its {@code <}.
 *
 * @param file path as the user gave it, or a name such as {@code <inline>}
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 */
public record SourceLocation(String file, int line, int column) {

    /** Used where an object was made by the program and not read from a file. */
    public static final SourceLocation UNKNOWN = new SourceLocation("<none>", 0, 0);

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
