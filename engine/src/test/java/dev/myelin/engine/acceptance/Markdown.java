package dev.myelin.engine.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The blocks of code in a document. A comment right before one says how it is meant: {@code <!-- file: NAME -->}, as which
 * file of a conf directory; {@code <!-- finding: MYL-1234 -->}, what is wrong with it on purpose; {@code <!-- not compiled:
 * REASON -->}, that it is nothing that could be read.
 */
final class Markdown {
    private static final Pattern BLOCK = Pattern.compile(
            "(?m)(?:^ *<!-- (file|finding|not compiled): (.*?) -->\\n+)?^( *)```(\\w+)\\n([\\s\\S]*?)^ *```$");

    private Markdown() {}

    /**
     * A block.
     *
     * @param document where it stands
     * @param kind the word behind its opening backticks
     * @param text what is in it
     * @param remark the first word of the comment before it; empty where there is none
     * @param said the rest of that comment
     */
    record Block(Path document, String kind, String text, String remark, String said) {
        /** What the comment before the block says, if it begins with {@code word}. */
        Optional<String> remark(String word) {
            return remark.equals(word) ? Optional.of(said) : Optional.empty();
        }

        @Override
        public String toString() {
            return document.getFileName() + ": "
                    + text.strip().lines().findFirst().orElse("");
        }
    }

    /** The blocks of {@code text}, which is a document or a part of one. */
    static List<Block> blocks(Path document, String text) {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Block(
                        document,
                        found.group(4),
                        found.group(5).stripIndent(),
                        Optional.ofNullable(found.group(1)).orElse(""),
                        Optional.ofNullable(found.group(2)).orElse("")))
                .toList();
    }
}
