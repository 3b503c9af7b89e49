package dev.myelin.dsl.openapi;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Bytes to a tree of {@link YamlNode}s: YAML 1.2, of which JSON is a part. Nothing is constructed and no tag means
 * anything. An alias shares the node of its anchor; whoever walks the tree comes to it once for each of them, so that their
 * nodes count each time.
 */
final class YamlParser {
    /** Bytes of a file. */
    static final int MAX_SIZE = 4 << 20;

    /** Mappings and lists inside one another. */
    static final int MAX_DEPTH = 100;

    /** Aliases of a file. */
    static final int MAX_ALIASES = 1000;

    /** Nodes that aliases stand for, those inside them counted. */
    static final int MAX_NODES_OF_ALIASES = 1_000_000;

    private final SourceFile file;
    private final DiagnosticSink sink;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int aliases;
    private long nodesOfAliases;
    /** With those that aliases stand for. */
    private long nodes;

    private @Nullable YamlNode root;

    private YamlParser(SourceFile file, DiagnosticSink sink) {
        this.file = file;
        this.sink = sink;
    }

    /** What {@code file} holds; empty for a file without anything. Keys that stand twice are reported. */
    static Optional<YamlNode> parse(SourceFile file, DiagnosticSink sink) throws DocumentException {
        return new YamlParser(file, sink).parse();
    }

    /** A mapping or list that has not ended. */
    private record Open(
            SourceLocation location, boolean mapping, Optional<Anchor> anchor, List<YamlNode> nodes, long before) {}

    /** A node that aliases may stand for, and how many there are in it, itself included. */
    private record Anchored(YamlNode node, long size) {}

    private Optional<YamlNode> parse() throws DocumentException {
        String text = text();
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.name())
                .setCodePointLimit(MAX_SIZE)
                .build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                accept(event);
            }
        } catch (MarkedYamlEngineException e) {
            throw malformed(e);
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, Math.max(0, e.getPosition())));
            String problem = String.format("the character U+%04X", e.getCodePoint());
            throw malformed(placeBehind(before), problem, "Remove the character");
        } catch (YamlEngineException e) {
            throw malformed(place(1, 1), String.valueOf(e.getMessage()), "");
        }
        return Optional.ofNullable(root);
    }

    /** As characters, in which JSON's tabs are blanks: YAML has its own mind about them. */
    private String text() throws DocumentException {
        byte[] content = file.content();
        if (content.length > MAX_SIZE) {
            throw limit(place(1, 1), "the file has more than " + (MAX_SIZE >> 20) + " MiB");
        }
        CharBuffer decoded = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            throw malformed(placeBehind(text), "a byte that is not UTF-8", "Save the file as UTF-8");
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return plain.stripLeading().startsWith("{") ? plain.replace('\t', ' ') : plain;
    }

    private void accept(Event event) throws DocumentException {
        switch (event.getEventId()) {
            case DocumentStart -> checkIsFirst(event);
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                add(
                        new YamlNode.Scalar(start(event), end(event), scalar.getValue(), scalar.isPlain()),
                        scalar.getAnchor(),
                        1);
            }
            case Alias -> alias((AliasEvent) event);
            case MappingStart, SequenceStart -> begin((NodeEvent) event);
            case MappingEnd, SequenceEnd -> finish(open.pop(), event);
            default -> {
                // The ends of document and stream say nothing.
            }
        }
    }

    private void checkIsFirst(Event event) throws DocumentException {
        if (root != null) {
            throw malformed(start(event), "a second document", "Put each document into a file of its own");
        }
    }

    private void begin(NodeEvent event) throws DocumentException {
        if (open.size() >= MAX_DEPTH) {
            throw limit(start(event), "more than " + MAX_DEPTH + " mappings and lists inside one another");
        }
        boolean mapping = event.getEventId() == Event.ID.MappingStart;
        open.push(new Open(start(event), mapping, event.getAnchor(), new ArrayList<>(), nodes));
    }

    private void finish(Open ended, Event event) {
        SourceLocation end = end(event);
        YamlNode node = ended.mapping()
                ? new YamlNode.Mapping(ended.location(), end, entries(ended.nodes()))
                : new YamlNode.Items(ended.location(), end, List.copyOf(ended.nodes()));
        long inside = nodes - ended.before();
        nodes = ended.before();
        add(node, ended.anchor(), inside + 1);
    }

    private Map<String, YamlNode.Entry> entries(List<YamlNode> nodes) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i + 1 < nodes.size(); i += 2) {
            if (!(nodes.get(i) instanceof YamlNode.Scalar key)) {
                String message = "a key that is " + nodes.get(i).kind() + " (expected: text)";
                sink.report(Diagnostic.error(Codes.BAD_VALUE, nodes.get(i).location(), message, ""));
                continue;
            }
            YamlNode.Entry earlier = entries.putIfAbsent(key.text(), new YamlNode.Entry(key, nodes.get(i + 1)));
            if (earlier != null) {
                String message = key.text() + " stands at line "
                        + earlier.key().location().line() + " already";
                sink.report(
                        Diagnostic.error(Codes.REPEATED_KEY, key.location(), message, "Rename or remove one of them"));
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private void alias(AliasEvent event) throws DocumentException {
        if (++aliases > MAX_ALIASES) {
            throw limit(start(event), "more than " + MAX_ALIASES + " aliases");
        }
        Anchored named = anchors.get(event.getAlias());
        if (named == null) {
            String message = "*" + event.getAlias().getValue() + " (expected: an anchor that stands before it)";
            throw malformed(start(event), message, "");
        }
        nodesOfAliases += named.size();
        if (nodesOfAliases > MAX_NODES_OF_ALIASES) {
            throw limit(start(event), "aliases that stand for more than " + MAX_NODES_OF_ALIASES + " values");
        }
        add(named.node(), Optional.empty(), named.size());
    }

    private void add(YamlNode node, Optional<Anchor> anchor, long size) {
        nodes += size;
        anchor.ifPresent(name -> anchors.put(name, new Anchored(node, size)));
        Open around = open.peek();
        if (around == null) {
            root = node;
        } else {
            around.nodes().add(node);
        }
    }

    private DocumentException malformed(MarkedYamlEngineException e) {
        String problem = Optional.ofNullable(e.getProblem()).orElse("");
        SourceLocation where = e.getProblemMark().map(this::place).orElse(place(1, 1));
        boolean tab = problem.contains("TAB");
        String hint = tab
                ? "Indent with blanks"
                : Optional.ofNullable(e.getContext())
                        .filter(context -> !context.isBlank())
                        .map(context -> "The parser stopped here, " + context
                                + e.getContextMark()
                                        .map(mark -> " that begins at line " + (mark.getLine() + 1))
                                        .orElse(""))
                        .orElse("The parser stopped here; the cause may stand before it");
        return malformed(where, tab ? "a tab where an indentation or a value begins" : problem, hint);
    }

    private static DocumentException malformed(SourceLocation where, String problem, String hint) {
        return new DocumentException(Diagnostic.error(Codes.MALFORMED, where, "malformed YAML: " + problem, hint));
    }

    private static DocumentException limit(SourceLocation where, String message) {
        return new DocumentException(Diagnostic.error(Codes.LIMIT, where, message, "Split the document"));
    }

    private SourceLocation start(Event event) {
        return event.getStartMark().map(this::place).orElse(place(1, 1));
    }

    private SourceLocation end(Event event) {
        return event.getEndMark().map(this::place).orElse(place(1, 1));
    }

    private SourceLocation place(Mark mark) {
        return place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private SourceLocation place(int line, int column) {
        return new SourceLocation(file.name(), line, column);
    }

    private SourceLocation placeBehind(String before) {
        int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
        return place(line, before.length() - before.lastIndexOf('\n'));
    }
}
