package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.Severity;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the findings of a start: all in the log, errors also on standard error, where nobody misses them. */
final class Reporter implements DiagnosticSink {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.deploy");

    private final PrintStream errors;
    private final List<Diagnostic> all = new CopyOnWriteArrayList<>();

    Reporter(PrintStream errors) {
        this.errors = errors;
    }

    @Override
    public void report(Diagnostic diagnostic) {
        all.add(diagnostic);
        if (diagnostic.isError()) {
            LOG.error("{}", diagnostic);
            errors.println(diagnostic);
        } else {
            LOG.warn("{}", diagnostic);
        }
    }

    /** Everything so far. */
    List<Diagnostic> all() {
        return List.copyOf(all);
    }

    /** How many errors so far. */
    long errors() {
        return all.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
    }
}
