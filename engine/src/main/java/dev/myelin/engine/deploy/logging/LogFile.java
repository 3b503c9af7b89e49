package dev.myelin.engine.deploy.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.logging.log4j.Level;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The levels that a {@code log4j2.xml} sets, without making its appenders: for commands, which say what an engine would
 * do and leave its log files alone.
 */
final class LogFile {
    private final Map<String, Level> levels;

    private LogFile(Map<String, Level> levels) {
        this.levels = levels;
    }

    /** Everything is on in a file that cannot be read. */
    static LogFile read(Path file) {
        Map<String, Level> levels = new HashMap<>();
        try {
            Document document = parse(file);
            NodeList elements = document.getElementsByTagName("*");
            levels.put("", Level.ERROR); // what Log4j2 takes when nothing is said
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                switch (element.getTagName().toLowerCase(Locale.ROOT)) {
                    case "root", "asyncroot" -> levels.put("", level(element));
                    case "logger", "asynclogger" -> levels.put(element.getAttribute("name"), level(element));
                    default -> {
                        // Appenders and the like.
                    }
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            levels.put("", Level.ALL);
        }
        return new LogFile(levels);
    }

    private static Document parse(Path file) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null); // else it prints
        try (var in = Files.newInputStream(file)) {
            return builder.parse(in);
        }
    }

    /** A level that only the running engine can tell ({@code ${sys:...}}) counts as on. */
    private static Level level(Element element) {
        String text = element.getAttribute("level").strip();
        return text.isEmpty() ? Level.ERROR : Level.toLevel(text, Level.ALL);
    }

    /** Whether lines of {@code level} are written; a logger has the level of the nearest one above it. */
    boolean isEnabled(String logger, Level level) {
        String name = logger;
        while (!name.isEmpty() && !levels.containsKey(name)) {
            name = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
        }
        return levels.getOrDefault(name, Level.ERROR).isLessSpecificThan(level);
    }
}
